import type { ComponentProps, ReactNode } from 'react';
import { ExportMenu } from '../../components/export/export-menu.tsx';

/** Downloads contact cards: all, or those of one person. */
export function ContactExport(options: Omit<ComponentProps<typeof ExportMenu>, 'what'>): ReactNode {
  return <ExportMenu what="contacts" {...options} />;
}
