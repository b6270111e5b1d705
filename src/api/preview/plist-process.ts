/** Helper process that parses untrusted property lists, since large ones would block the server for seconds. */
import { serveParent } from '../../media/index.ts';
import { plistTree } from './plist-tree.ts';

serveParent(async (bytes) => plistTree(bytes as Uint8Array));
