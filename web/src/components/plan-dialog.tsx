import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useExport, type WantedExport } from '../api/export-jobs.ts';
import { useText } from '../i18n/text.tsx';
import type { Texts } from '../i18n/texts.ts';
import { useZone } from '../preferences/zone.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorState } from './error-state.tsx';
import { isIncomplete, type RedactionForm, redactionOf } from './redaction-form.ts';
import { RedactionPart } from './redaction-part.tsx';
import { Select } from './select.tsx';
import { Switch } from './switch.tsx';
import { TextField } from './text-field.tsx';

type Format = keyof Texts['records']['export']['formats'];

/** What is exported, but for what the dialog asks. */
export type PartialPlan = Omit<WantedExport, 'format' | 'timeZone' | 'files' | 'pack' | 'bom'>;

/** Asks for format, period, files and proof of an export, and starts it. */
export function PlanDialog({
  title,
  backups,
  plan,
  formats,
  hasPeriod = false,
  onClose,
}: {
  readonly title: string;
  /** Backups to choose from, at least one, with their names. */
  readonly backups: readonly { readonly id: string; readonly name: string }[];
  readonly plan: PartialPlan;
  readonly formats: readonly [Format, ...Format[]];
  /** True to ask for a period. */
  readonly hasPeriod?: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const words = t.chat.export;
  const timeZone = useZone();
  const [backup, setBackup] = useState(backups[0]?.id ?? '');
  const [format, setFormat] = useState<Format>(formats[0]);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [files, setFiles] = useState(false);
  const [pack, setPack] = useState(false);
  const [redaction, setRedaction] = useState<RedactionForm | null>(null);
  const { mutate, isPending, isSuccess, error } = useExport(backup);
  const isReversed = from !== '' && to !== '' && from > to;
  const start = (): void =>
    mutate({
      ...plan,
      format,
      timeZone,
      files,
      pack,
      ...(from === '' ? {} : { from }),
      ...(to === '' ? {} : { to }),
      ...redactionOf(redaction),
    });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description={words.text}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button
            kind="primary"
            icon={<Download size={16} aria-hidden />}
            disabled={isPending || isIncomplete(redaction) || isReversed || backup === ''}
            onClick={start}
          >
            {words.start}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {backups.length < 2 ? null : (
          <Select
            label={words.backup}
            value={backup}
            options={backups.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setBackup}
          />
        )}
        {formats.length < 2 ? null : (
          <Select
            label={words.format}
            value={format}
            options={formats.map((value) => ({ value, label: t.records.export.formats[value] }))}
            onChange={setFormat}
          />
        )}
        {hasPeriod ? (
          <div className="grid grid-cols-2 gap-3">
            <TextField type="date" label={words.from} value={from} onChange={({ target }) => setFrom(target.value)} />
            <TextField type="date" label={words.to} value={to} onChange={({ target }) => setTo(target.value)} />
          </div>
        ) : null}
        <Switch
          label={format === 'pdf' ? words.pictures : words.files}
          hint={format === 'pdf' ? words.picturesHint : words.filesHint}
          checked={files}
          onChange={setFiles}
        />
        <Switch label={words.pack} hint={words.packHint} checked={pack} onChange={setPack} />
        <RedactionPart backup={backup} hasFiles={files} form={redaction} onChange={setRedaction} />
        <p role="status" className="text-sm text-accent empty:hidden">
          {isSuccess ? words.started : ''}
        </p>
        {error === null ? null : <ErrorState error={error} backup={backup} onRetry={start} />}
      </div>
    </Dialog>
  );
}
