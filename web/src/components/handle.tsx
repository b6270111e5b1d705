import type { ClipboardEvent, ReactNode } from 'react';

/**
 * A handle as people write it. A phone number that is copied by itself has no spaces, so that every program takes it.
 */
export function Handle({ handle, text }: { readonly handle: string; readonly text: string | null }): ReactNode {
  const shown = text ?? handle;
  const onCopy = (event: ClipboardEvent): void => {
    if (shown === handle || document.getSelection()?.toString().trim() !== shown) return;
    event.clipboardData.setData('text/plain', shown.replace(/[^+\d]/g, ''));
    event.preventDefault();
  };
  return (
    <bdi className="hostile" onCopy={onCopy}>
      {shown}
    </bdi>
  );
}
