import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';
import { TextField } from '../text-field.tsx';

/** Asks for the password of locked notes, whose text an export then has. Empty: they stay locked. */
export function NotePasswordField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (password: string) => void;
}): ReactNode {
  const words = useText().notes.lock;
  return (
    <TextField
      type="password"
      autoComplete="off"
      label={words.exportPassword}
      hint={words.exportHint}
      value={value}
      maxLength={1024}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
