import { File } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import type { PreviewView } from '../../../../../src/contract/preview.ts';
import type { MorePages } from '../../../api/more-pages.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { SkeletonRows } from '../../../components/skeleton.tsx';
import { useText } from '../../../i18n/text.tsx';
import type { FilesSearch } from '../files-search.ts';
import { HexPreview } from './hex-preview.tsx';
import { MediaPreview } from './media-preview.tsx';
import { PicturePreview } from './picture-preview.tsx';
import { PlistPreview } from './plist-preview.tsx';
import { TextPreview } from './text-preview.tsx';

const DatabasePreview = lazy(() =>
  import('./database-preview.tsx').then((module) => ({ default: module.DatabasePreview })),
);

/** Contents of a file by type. They are never interpreted as markup. */
export function PreviewBody({
  backup,
  parts,
  search,
  onTable,
  more,
}: {
  readonly backup: string;
  /** Text and bytes have several parts, other types one. */
  readonly parts: readonly PreviewView[];
  readonly search: FilesSearch;
  /** Called when another table of a database is chosen, which is then to be in `search`. */
  readonly onTable: (name: string) => void;
  /** The parts after the last loaded one. */
  readonly more: MorePages;
}): ReactNode {
  const [first] = parts;
  if (first === undefined) return null;
  if (first.size === 0) return <EmptyFile />;
  if (first.kind === 'text')
    return <TextPreview backup={backup} parts={parts.filter((part) => part.kind === 'text')} more={more} />;
  if (first.kind === 'hex')
    return <HexPreview backup={backup} parts={parts.filter((part) => part.kind === 'hex')} more={more} />;
  if (first.kind === 'plist') return <PlistPreview preview={first} />;
  if (first.kind === 'image') return <PicturePreview backup={backup} preview={first} />;
  if (first.kind !== 'database') return <MediaPreview backup={backup} preview={first} />;
  return (
    <Suspense fallback={<SkeletonRows rows={6} />}>
      <DatabasePreview backup={backup} preview={first} search={search} onTable={onTable} />
    </Suspense>
  );
}

function EmptyFile(): ReactNode {
  return <EmptyState icon={<File size={24} />} title={useText().files.preview.emptyFile} />;
}
