import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { useExport } from '../api/downloads.ts';
import { explain } from '../api/explain.ts';
import { useText } from '../i18n/text.tsx';
import type { Texts } from '../i18n/texts.ts';
import { useZone } from '../preferences/zone.tsx';
import { Button } from './button.tsx';
import { Menu, MenuItem } from './menu.tsx';

/** Menu of formats for downloading records as a file. Works while the backup is locked. */
export function ExportMenu({
  backup,
  what,
  formats,
  keys,
}: {
  readonly backup: string;
  /** Name in `GET /exports`, or the id of a record kind. */
  readonly what: string;
  readonly formats: readonly (keyof Texts['records']['export']['formats'])[];
  /** Records to export; for a table, its name. Default: all. */
  readonly keys?: readonly string[];
}): ReactNode {
  const t = useText();
  const timeZone = useZone();
  const { mutate, isPending, error } = useExport(backup);
  return (
    <>
      <Menu
        trigger={
          <Button size="sm" icon={<Download size={15} aria-hidden />} disabled={isPending}>
            {isPending ? t.records.export.preparing : t.records.export.button}
          </Button>
        }
      >
        {formats.map((format) => (
          <MenuItem
            key={format}
            onSelect={() => mutate({ what, format, timeZone, ...(keys === undefined ? {} : { keys: [...keys] }) })}
          >
            {t.records.export.formats[format]}
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
