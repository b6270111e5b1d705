import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { explain } from '../../api/explain.ts';
import { exportQuery } from '../../api/exports.ts';
import { useExport, type WantedExport } from '../../api/make-export.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { Button } from '../button.tsx';
import { Menu, MenuItem, MenuLine, MenuNote } from '../menu.tsx';
import { formatName } from './format-name.ts';
import { PlanDialog } from './plan-dialog.tsx';
import type { RedactedPeople } from './redaction-form.ts';

/**
 * Menu of formats for downloading records as a file: those that the server has for them, and a dialog for order, period,
 * files, proof and redaction. Works while the backup is locked.
 */
export function ExportMenu({
  backup,
  what,
  keys,
  filter = null,
  ignoresFilter = false,
  people,
  lead,
  hasLockedNotes = false,
}: {
  readonly backup: string;
  /** Name in `GET /exports`, or the id of a record kind. */
  readonly what: string;
  /** Records to export; for a table, its name. Default: all. */
  readonly keys?: readonly string[];
  /** Filter of the list, if it has one: only what the list shows is exported. */
  readonly filter?: Pick<WantedExport, 'calls' | 'records'> | null;
  /** True if the list has a filter that exports do not know: all are exported, which the menu says. */
  readonly ignoresFilter?: boolean;
  /** People whom a redaction offers first. */
  readonly people?: RedactedPeople;
  /** Items above those of the formats. */
  readonly lead?: ReactNode;
  /** True for locked notes: every format leads to the dialog, which asks for their password. */
  readonly hasLockedNotes?: boolean;
}): ReactNode {
  const t = useText();
  const timeZone = useZone();
  const { mutate, isPending, error } = useExport(backup);
  const { data: { formats } = NOTHING } = useQuery(exportQuery(what));
  const chosen = { ...(keys === undefined ? {} : { keys: [...keys] }), ...filter };
  const note = filter === null ? (ignoresFilter ? t.records.export.all : null) : t.records.export.filtered;
  const [dialog, setDialog] = useState<{ readonly isRedacted: boolean; readonly format?: string } | null>(null);
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
        {note === null ? null : <MenuNote>{note}</MenuNote>}
        {formats.map((format) => (
          <MenuItem
            key={format}
            onSelect={() =>
              hasLockedNotes
                ? setDialog({ isRedacted: false, format })
                : mutate({
                    what,
                    format,
                    timeZone,
                    // Spreadsheets need the mark to know the encoding.
                    bom: format === 'csv',
                    ...chosen,
                  })
            }
          >
            {formatName(format, t)}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem onSelect={() => setDialog({ isRedacted: false })}>{t.records.export.choices}</MenuItem>
        <MenuItem onSelect={() => setDialog({ isRedacted: true })}>{t.records.export.redact}</MenuItem>
      </Menu>
      {dialog === null ? null : (
        <PlanDialog
          title={t.records.export.button}
          backups={[{ id: backup, name: '' }]}
          plan={{ what, ...chosen }}
          {...(note === null ? {} : { note })}
          hasPeriod={keys === undefined}
          {...(people === undefined ? {} : { people })}
          isRedacted={dialog.isRedacted}
          {...(dialog.format === undefined ? {} : { format: dialog.format })}
          hasLockedNotes={hasLockedNotes}
          onClose={() => setDialog(null)}
        />
      )}
      {error === null ? null : (
        <p role="alert" className="hostile basis-full text-sm text-danger">
          {explain(error, t).title}
        </p>
      )}
    </>
  );
}

const NOTHING = { formats: [] } as const;
