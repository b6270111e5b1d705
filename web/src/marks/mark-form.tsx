import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { MarkView } from '../../../src/contract/marks.ts';
import { markQuery, useChangeMark } from '../api/marks.ts';
import { Button } from '../components/button.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import { FIELD } from '../components/text-field.tsx';
import { useText } from '../i18n/text.tsx';
import type { MarkedPlace } from './marked-place.ts';
import { TagsField, withTag } from './tags-field.tsx';

/** Limit of the server. */
const MAX_NOTE_LENGTH = 4000;

/** Tags and note of a record. */
export function MarkForm({
  backup,
  kind,
  recordKey,
  onClose,
}: MarkedPlace & { readonly onClose: () => void }): ReactNode {
  const { data, error, refetch } = useQuery(markQuery(backup, kind, recordKey));
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows rows={3} />;
  return <Fields backup={backup} mark={data} onClose={onClose} />;
}

function Fields({
  backup,
  mark,
  onClose,
}: {
  readonly backup: string;
  readonly mark: MarkView;
  readonly onClose: () => void;
}): ReactNode {
  const words = useText().marks;
  const id = useId();
  const [tags, setTags] = useState<readonly string[]>(mark.tags);
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState(mark.note ?? '');
  const { mutate, isPending, error } = useChangeMark(backup, mark.kind, mark.key);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    mutate({ tags: withTag(tags, typed), note: note.trim() === '' ? null : note }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-5">
      <TagsField backup={backup} tags={tags} typed={typed} onTags={setTags} onTyped={setTyped} />
      <div className="flex flex-col gap-1.5">
        <label htmlFor={`${id}-note`} className="text-sm font-medium">
          {words.note}
        </label>
        <textarea
          id={`${id}-note`}
          value={note}
          maxLength={MAX_NOTE_LENGTH}
          rows={6}
          onChange={({ target }) => setNote(target.value)}
          className={`${FIELD} h-auto py-2`}
        />
        <p className="text-sm text-muted">{words.kept}</p>
      </div>
      {error === null ? null : <ErrorState error={error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button type="submit" kind="primary" disabled={isPending}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}
