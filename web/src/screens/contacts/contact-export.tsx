import type { ReactNode } from 'react';
import { ExportMenu } from '../../components/export-menu.tsx';

/** Downloads contact cards: all, or those of one person. */
export function ContactExport({
  backup,
  keys,
  lead,
}: {
  readonly backup: string;
  readonly keys?: readonly string[];
  /** Items above those of the formats. */
  readonly lead?: ReactNode;
}): ReactNode {
  return <ExportMenu backup={backup} what="contacts" lead={lead} {...(keys === undefined ? {} : { keys })} />;
}
