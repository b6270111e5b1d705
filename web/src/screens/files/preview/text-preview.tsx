import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { TextPreviewSchema } from '../../../../../src/contract/preview.ts';
import type { MorePages } from '../../../api/more-pages.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { useText } from '../../../i18n/text.tsx';

/** Text, also HTML and SVG as source. */
export function TextPreview({
  backup,
  parts,
  more,
}: {
  readonly backup: string;
  readonly parts: readonly z.infer<typeof TextPreviewSchema>[];
  readonly more: MorePages;
}): ReactNode {
  const t = useText();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable content must be reachable by keyboard
    <div tabIndex={0} className="h-full overflow-auto focus-visible:-outline-offset-2">
      {parts.map(({ offset, text }) => (
        <pre key={offset} className="hostile px-4 font-mono text-sm whitespace-pre-wrap first:pt-3 last-of-type:pb-3">
          {text}
        </pre>
      ))}
      {more.error === null ? null : <ErrorState error={more.error} onRetry={more.retry} backup={backup} />}
      {more.load === null ? null : (
        <div className="px-4 pb-4">
          <Button onClick={more.load}>{t.files.preview.more}</Button>
        </div>
      )}
    </div>
  );
}
