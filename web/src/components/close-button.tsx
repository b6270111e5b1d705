import { X } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useText } from '../i18n/text.tsx';

/**
 * Closes a dialog. It is last in the dialog, so that the focus starts at the content, and has no tooltip, because
 * Escape would close the tooltip first.
 */
export function CloseButton(props: Omit<ComponentProps<'button'>, 'className'>): ReactNode {
  const t = useText();
  return (
    <button
      type="button"
      {...props}
      aria-label={t.common.close}
      title={t.common.close}
      className="tap absolute top-2.5 right-2.5 inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
    >
      <X size={18} aria-hidden />
    </button>
  );
}
