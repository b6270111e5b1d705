import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ChatView } from '../../../../src/contract/chat.ts';
import { chatDaysQuery } from '../../api/chats.ts';
import { useExport } from '../../api/export-jobs.ts';
import { formatsQuery } from '../../api/exports.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { formatName } from '../../components/export-menu.tsx';
import { isIncomplete, type RedactionForm, redactionOf } from '../../components/redaction-form.ts';
import { RedactionPart } from '../../components/redaction-part.tsx';
import { Select } from '../../components/select.tsx';
import { Switch } from '../../components/switch.tsx';
import { TextField } from '../../components/text-field.tsx';
import { dayKey } from '../../format/day-key.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { momentsBetween } from './calendar-month.ts';
import { useChat } from './chat-context.ts';

const PAPERS = ['a4', 'letter'] as const;

/** Downloads the chat, or a range of days, as a file. */
export function ExportDialog({ chat, onClose }: { readonly chat: ChatView; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const words = t.chat.export;
  const zone = useZone();
  const { app, place } = useChat();
  const [format, setFormat] = useState('html');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [files, setFiles] = useState(false);
  const [pack, setPack] = useState(false);
  const [bom, setBom] = useState(false);
  const [pdf, setPdf] = useState<PdfOptions>({ paper: 'a4', bates: '', citations: true });
  const { data: formats = [format] } = useQuery(formatsQuery(app.exportName));
  const { data: days } = useQuery(chatDaysQuery(place, zone));
  const [redaction, setRedaction] = useState<RedactionForm | null>(null);
  const { mutate, isPending, isSuccess, error } = useExport(place.backup);
  const isWhole = from === '' && to === '';
  const moments = isWhole ? { from: null, to: null } : momentsBetween(days?.items ?? [], from, to);
  const start = (): void => {
    if (moments === null) return;
    mutate({
      what: app.exportName,
      format,
      keys: [chat.key],
      timeZone: zone,
      files,
      pack,
      ...(format === 'csv' ? { bom } : {}),
      ...(format === 'pdf' ? { pdf: pdf.bates === '' ? { ...pdf, bates: undefined } : pdf } : {}),
      ...(moments.from === null ? {} : { from: moments.from }),
      ...(moments.to === null ? {} : { to: moments.to }),
      ...redactionOf(redaction),
    });
  };
  const [first, last] = [chat.firstAt, chat.lastAt].map((at) => (at === null ? undefined : dayKey(at, zone)));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={words.title}
      description={words.text}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button
            kind="primary"
            icon={<Download size={16} aria-hidden />}
            disabled={isPending || isIncomplete(redaction) || moments === null || (!isWhole && days === undefined)}
            onClick={start}
          >
            {words.start}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Select
          label={words.format}
          value={format}
          options={formats.map((value) => ({ value, label: formatName(value, t) }))}
          onChange={setFormat}
        />
        <div className="grid grid-cols-2 gap-3">
          <TextField
            type="date"
            label={words.from}
            value={from}
            min={first}
            max={last}
            onChange={({ target }) => setFrom(target.value)}
          />
          <TextField
            type="date"
            label={words.to}
            value={to}
            min={first}
            max={last}
            onChange={({ target }) => setTo(target.value)}
          />
        </div>
        {moments === null && days !== undefined ? (
          <p role="alert" className="text-sm text-warning">
            {words.nothing}
          </p>
        ) : null}
        {format === 'pdf' ? <PdfFields options={pdf} onChange={setPdf} /> : null}
        <Switch
          label={format === 'pdf' ? words.pictures : words.files}
          hint={format === 'pdf' ? words.picturesHint : words.filesHint}
          checked={files}
          onChange={setFiles}
        />
        <Switch label={words.pack} hint={words.packHint} checked={pack} onChange={setPack} />
        {format === 'csv' ? <Switch label={words.bom} hint={words.bomHint} checked={bom} onChange={setBom} /> : null}
        <RedactionPart
          backup={place.backup}
          people={chat.participants}
          hasFiles={files}
          form={redaction}
          onChange={setRedaction}
        />
        <p role="status" className="text-sm text-accent empty:hidden">
          {isSuccess ? words.started : ''}
        </p>
        {error === null ? null : <ErrorState error={error} backup={place.backup} onRetry={start} />}
      </div>
    </Dialog>
  );
}

/** Options of PDFs. */
interface PdfOptions {
  readonly paper: (typeof PAPERS)[number];
  /** Prefix of Bates numbers; empty for none. */
  readonly bates: string;
  readonly citations: boolean;
}

function PdfFields({
  options,
  onChange,
}: {
  readonly options: PdfOptions;
  readonly onChange: (options: PdfOptions) => void;
}): ReactNode {
  const words = useText().chat.export;
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Select
          label={words.paper}
          value={options.paper}
          options={PAPERS.map((value) => ({ value, label: words.papers[value] }))}
          onChange={(paper) => onChange({ ...options, paper })}
        />
        <TextField
          label={words.bates}
          hint={words.batesHint}
          value={options.bates}
          maxLength={40}
          onChange={({ target }) => onChange({ ...options, bates: target.value })}
        />
      </div>
      <Switch
        label={words.citations}
        hint={words.citationsHint}
        checked={options.citations}
        onChange={(citations) => onChange({ ...options, citations })}
      />
    </>
  );
}
