import { Tag } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Sheet } from '../components/sheet.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import { useText } from '../i18n/text.tsx';

const MarkManyForm = lazy(() => import('./mark-many-form.tsx').then((module) => ({ default: module.MarkManyForm })));

/** Button that gives a star and tags to the selected records, and says how many have been marked. */
export function MarkMany({
  backup,
  kind,
  count,
  keys,
  size = 'md',
}: {
  readonly backup: string;
  readonly kind: string;
  /** Number of selected records. */
  readonly count: number;
  /** Keys of the selected records, when they are needed. */
  readonly keys: () => Promise<readonly string[]>;
  readonly size?: 'sm' | 'md';
}): ReactNode {
  const words = useText().marks;
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(0);
  return (
    <>
      <span role="status" className="text-sm text-muted">
        {done === 0 ? '' : words.manyDone({ count: done })}
      </span>
      <Button
        size={size}
        icon={<Tag size={15} aria-hidden />}
        disabled={count === 0}
        onClick={() => {
          setDone(0);
          setOpen(true);
        }}
      >
        {words.many}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={words.manyTitle({ count })}>
        <Suspense fallback={<SkeletonRows rows={3} />}>
          <MarkManyForm
            backup={backup}
            kind={kind}
            keys={keys}
            onClose={() => setOpen(false)}
            onDone={(marked) => {
              setDone(marked);
              setOpen(false);
            }}
          />
        </Suspense>
      </Sheet>
    </>
  );
}
