import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { isLocked } from '../../api/backups.ts';
import { useExport } from '../../api/make-export.ts';
import { lockedNotesQuery } from '../../api/notes.ts';
import { ExportDialogFrame } from '../../components/export/export-dialog-frame.tsx';
import { NotePasswordField } from '../../components/export/note-password-field.tsx';
import { isIncomplete, type RedactionForm, redactionOf } from '../../components/export/redaction-form.ts';
import { RedactionPart } from '../../components/export/redaction-part.tsx';
import { Select } from '../../components/select.tsx';
import { Switch } from '../../components/switch.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';

const PICTURES = ['none', 'thumbnails', 'pictures', 'originals'] as const;

/** Downloads the whole backup as pages that open from a disk in any browser. */
export function KeepsakeDialog({
  backup,
  onClose,
}: {
  readonly backup: BackupView;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const words = t.overview.keepsake;
  const zone = useZone();
  const [pictures, setPictures] = useState<(typeof PICTURES)[number]>(isLocked(backup) ? 'none' : 'pictures');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [password, setPassword] = useState('');
  const [notePassword, setNotePassword] = useState('');
  const { data: hasLockedNotes = false } = useQuery(lockedNotesQuery(backup.id));
  const [redaction, setRedaction] = useState<RedactionForm | null>(null);
  const [pack, setPack] = useState(false);
  const mutation = useExport(backup.id);
  const start = (): void =>
    mutation.mutate({
      what: 'keepsake',
      format: 'html',
      timeZone: zone,
      files: pictures !== 'none',
      pack,
      ...(pictures === 'none' ? {} : { keepsake: { pictures } }),
      ...(from === '' ? {} : { from }),
      ...(to === '' ? {} : { to }),
      ...(password === '' ? {} : { zipPassword: password }),
      ...(notePassword === '' ? {} : { notePasswords: [notePassword] }),
      ...redactionOf(redaction),
    });
  return (
    <ExportDialogFrame
      title={words.title}
      words={words}
      backup={backup.id}
      canStart={!isIncomplete(redaction)}
      mutation={mutation}
      onStart={start}
      onClose={onClose}
    >
      <Select
        label={words.pictures}
        value={pictures}
        options={PICTURES.map((value) => ({ value, label: words.choices[value] }))}
        onChange={setPictures}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField type="date" label={words.from} value={from} onChange={({ target }) => setFrom(target.value)} />
        <TextField type="date" label={words.to} value={to} onChange={({ target }) => setTo(target.value)} />
      </div>
      <Switch label={t.chat.export.pack} hint={t.chat.export.packHint} checked={pack} onChange={setPack} />
      <TextField
        type="password"
        autoComplete="new-password"
        label={words.password}
        hint={words.passwordHint}
        value={password}
        maxLength={1000}
        onChange={({ target }) => setPassword(target.value)}
      />
      {hasLockedNotes ? <NotePasswordField value={notePassword} onChange={setNotePassword} /> : null}
      <RedactionPart backup={backup.id} hasFiles={pictures !== 'none'} form={redaction} onChange={setRedaction} />
    </ExportDialogFrame>
  );
}
