import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { exportQuery } from '../../api/exports.ts';
import { useExport, type WantedExport } from '../../api/make-export.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { Select } from '../select.tsx';
import { TextField } from '../text-field.tsx';
import { ExportDialogFrame } from './export-dialog-frame.tsx';
import { NotePasswordField } from './note-password-field.tsx';
import { FIRST_CHOICE, PlanFields, planOf } from './plan-fields.tsx';
import { isIncomplete, NOBODY, type RedactedPeople, type RedactionForm, redactionOf } from './redaction-form.ts';
import { RedactionPart } from './redaction-part.tsx';

/** What is exported, but for what the dialog asks. */
export type PartialPlan = Omit<WantedExport, 'format' | 'timeZone' | 'files' | 'pack' | 'bom' | 'pdf'>;

/** Days between which records are exported; empty for none. */
interface Period {
  readonly from: string;
  readonly to: string;
}

/** Asks for format, period, order, files and proof of an export, and starts it. Formats are those that the server has. */
export function PlanDialog({
  title,
  backups,
  plan,
  hasPeriod = false,
  limits,
  isEmpty,
  people,
  isRedacted = false,
  format,
  hasLockedNotes = false,
  note,
  onClose,
}: {
  readonly title: string;
  /** Backups to choose from, at least one, with their names. */
  readonly backups: readonly { readonly id: string; readonly name: string }[];
  readonly plan: PartialPlan;
  /** True to ask for a period. */
  readonly hasPeriod?: boolean;
  /** First and last day with something to export. */
  readonly limits?: { readonly min: string | undefined; readonly max: string | undefined };
  /** True if there is nothing in a period. */
  readonly isEmpty?: (period: Period) => boolean;
  /** People whom a redaction offers first. */
  readonly people?: RedactedPeople;
  /** True to begin with a redaction. */
  readonly isRedacted?: boolean;
  /** Format to begin with. Default: the first. */
  readonly format?: string;
  /** True to ask for the password of locked notes. */
  readonly hasLockedNotes?: boolean;
  /** A remark on what is exported. */
  readonly note?: string;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const words = t.chat.export;
  const timeZone = useZone();
  const { data: { formats, orders } = NOTHING } = useQuery(exportQuery(plan.what));
  const [backup, setBackup] = useState(backups[0]?.id ?? '');
  const [chosen, setChosen] = useState({
    ...FIRST_CHOICE,
    order: plan.order ?? FIRST_CHOICE.order,
    format: format ?? '',
  });
  const [{ from, to }, setPeriod] = useState<Period>({ from: '', to: '' });
  const [redaction, setRedaction] = useState<RedactionForm | null>(isRedacted ? NOBODY : null);
  const [notePassword, setNotePassword] = useState('');
  const mutation = useExport(backup);
  const choice = chosen.format === '' ? { ...chosen, format: formats[0] ?? '' } : chosen;
  const isReversed = from !== '' && to !== '' && from > to;
  const isNothing = isEmpty?.({ from, to }) ?? false;
  const { order: _, ...rest } = plan;
  const start = (): void =>
    mutation.mutate({
      ...rest,
      ...planOf(choice, orders),
      timeZone,
      ...(from === '' ? {} : { from }),
      ...(to === '' ? {} : { to }),
      ...(notePassword === '' ? {} : { notePasswords: [notePassword] }),
      ...redactionOf(redaction),
    });
  return (
    <ExportDialogFrame
      title={title}
      words={words}
      backup={backup}
      canStart={!isIncomplete(redaction) && !isReversed && !isNothing && backup !== '' && choice.format !== ''}
      mutation={mutation}
      onStart={start}
      onClose={onClose}
    >
      {note === undefined ? null : <p className="text-sm text-muted">{note}</p>}
      {backups.length < 2 ? null : (
        <Select
          label={words.backup}
          value={backup}
          options={backups.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setBackup}
        />
      )}
      <PlanFields choice={choice} formats={formats} orders={orders} onChange={setChosen}>
        {hasPeriod ? (
          <div className="grid grid-cols-2 gap-3">
            <TextField
              type="date"
              label={words.from}
              value={from}
              {...limits}
              onChange={({ target }) => setPeriod({ from: target.value, to })}
            />
            <TextField
              type="date"
              label={words.to}
              value={to}
              {...limits}
              onChange={({ target }) => setPeriod({ from, to: target.value })}
            />
          </div>
        ) : null}
        {isNothing ? (
          <p role="alert" className="text-sm text-warning">
            {words.nothing}
          </p>
        ) : null}
      </PlanFields>
      {hasLockedNotes ? <NotePasswordField value={notePassword} onChange={setNotePassword} /> : null}
      <RedactionPart
        backup={backup}
        {...(people === undefined ? {} : { people })}
        hasFiles={choice.files}
        form={redaction}
        onChange={setRedaction}
      />
    </ExportDialogFrame>
  );
}

const NOTHING = { formats: [], orders: [] } as const;
