/** The helper process that property lists of strangers are parsed in: a large one takes seconds, which no server waits for. */
import { serveParent } from '../../media/index.ts';
import { plistTree } from './plist-tree.ts';

serveParent(async (bytes) => plistTree(bytes as Uint8Array));
