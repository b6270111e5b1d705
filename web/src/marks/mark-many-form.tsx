import { type FormEvent, type ReactNode, useState } from 'react';
import { useMarkMany } from '../api/marks.ts';
import { Button } from '../components/button.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Switch } from '../components/switch.tsx';
import { useText } from '../i18n/text.tsx';
import { TagsField, withTag } from './tags-field.tsx';

/** A star and tags for many records. */
export function MarkManyForm({
  backup,
  kind,
  keys,
  onClose,
  onDone,
}: {
  readonly backup: string;
  readonly kind: string;
  readonly keys: () => Promise<readonly string[]>;
  readonly onClose: () => void;
  readonly onDone: (marked: number) => void;
}): ReactNode {
  const words = useText().marks;
  const [starred, setStarred] = useState(true);
  const [tags, setTags] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState('');
  const { mutate, isPending, error } = useMarkMany(backup);
  const all = withTag(tags, typed);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const change = { ...(starred ? { starred } : {}), ...(all.length === 0 ? {} : { addTags: all }) };
    mutate({ kind, keys, change }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-5">
      <Switch label={words.starred} checked={starred} onChange={setStarred} />
      <TagsField backup={backup} tags={tags} typed={typed} onTags={setTags} onTyped={setTyped} />
      <p className="text-sm text-muted">{words.manyHint}</p>
      {error === null ? null : <ErrorState error={error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button type="submit" kind="primary" disabled={isPending || (!starred && all.length === 0)}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}
