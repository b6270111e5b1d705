import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { explain } from '../api/explain.ts';
import { useExport } from '../api/export-jobs.ts';
import { formatsQuery } from '../api/exports.ts';
import { useText } from '../i18n/text.tsx';
import type { Texts } from '../i18n/texts.ts';
import { useZone } from '../preferences/zone.tsx';
import { Button } from './button.tsx';
import { Menu, MenuItem } from './menu.tsx';

/** Name of a format for people. */
export function formatName(format: string, t: Texts): string {
  const names: Readonly<Record<string, string>> = t.records.export.formats;
  return names[format] ?? format.toUpperCase();
}

/** Menu of formats for downloading records as a file: those that the server has for them. Works while the backup is locked. */
export function ExportMenu({
  backup,
  what,
  keys,
  lead,
}: {
  readonly backup: string;
  /** Name in `GET /exports`, or the id of a record kind. */
  readonly what: string;
  /** Records to export; for a table, its name. Default: all. */
  readonly keys?: readonly string[];
  /** Items above those of the formats. */
  readonly lead?: ReactNode;
}): ReactNode {
  const t = useText();
  const timeZone = useZone();
  const { mutate, isPending, error } = useExport(backup);
  const { data: formats = [] } = useQuery(formatsQuery(what));
  return (
    <>
      <Menu
        trigger={
          <Button size="sm" icon={<Download size={15} aria-hidden />} disabled={isPending || formats.length === 0}>
            {isPending ? t.records.export.preparing : t.records.export.button}
          </Button>
        }
      >
        {lead}
        {formats.map((format) => (
          <MenuItem
            key={format}
            onSelect={() =>
              mutate({
                what,
                format,
                timeZone,
                // Spreadsheets need the mark to know the encoding.
                bom: format === 'csv',
                ...(keys === undefined ? {} : { keys: [...keys] }),
              })
            }
          >
            {formatName(format, t)}
          </MenuItem>
        ))}
      </Menu>
      {error === null ? null : (
        <p role="alert" className="hostile basis-full text-sm text-danger">
          {explain(error, t).title}
        </p>
      )}
    </>
  );
}
