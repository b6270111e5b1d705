import type { ReactNode } from 'react';
import { ExportMenu } from '../../components/export-menu.tsx';

/** Downloads contact cards: all, or those of one person. */
export function ContactExport({
  backup,
  keys,
}: {
  readonly backup: string;
  readonly keys?: readonly string[];
}): ReactNode {
  return <ExportMenu backup={backup} what="contacts" {...(keys === undefined ? {} : { keys })} />;
}
