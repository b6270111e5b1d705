import { ScanSearch } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useText } from '../i18n/text.tsx';
import { IconButton } from './icon-button.tsx';
import { Sheet } from './sheet.tsx';
import { SkeletonRows } from './skeleton.tsx';
import type { RecordPlace } from './source-details.tsx';

const SourceDetails = lazy(() => import('./source-details.tsx').then((module) => ({ default: module.SourceDetails })));

/** Opens a drawer with the source of a record. */
export function SourceButton(place: RecordPlace): ReactNode {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton label={t.common.source.button} onClick={() => setOpen(true)}>
        <ScanSearch size={16} />
      </IconButton>
      <Sheet open={open} onOpenChange={setOpen} title={t.common.source.title}>
        <Suspense fallback={<SkeletonRows rows={3} />}>
          <SourceDetails {...place} />
        </Suspense>
      </Sheet>
    </>
  );
}
