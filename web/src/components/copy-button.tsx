import { Check, Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.tsx';
import { IconButton } from './icon-button.tsx';

/** Duration of the confirmation. */
const SHOWN_MS = 1600;

/** Copies a text. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }): ReactNode {
  const t = useText();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await copyText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <IconButton label={copied ? t.common.copied : (label ?? t.common.copy)} onClick={() => void copy()}>
      {copied ? <Check size={15} className="text-accent" /> : <Copy size={15} />}
      <span role="status" className="sr-only">
        {copied ? t.common.copied : ''}
      </span>
    </IconButton>
  );
}

/** Copies text to the clipboard; uses the old API if the page is served neither from this computer nor over TLS. */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'sr-only';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
