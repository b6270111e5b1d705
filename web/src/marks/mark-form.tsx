import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { MarkView } from '../../../src/contract/marks.ts';
import { markQuery, marksQuery, useChangeMark } from '../api/marks.ts';
import { Button } from '../components/button.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import { FIELD, TextField } from '../components/text-field.tsx';
import { useText } from '../i18n/text.tsx';
import type { MarkedPlace } from './marked-place.ts';

/** Limits of the server. */
const MAX_TAG_LENGTH = 40;
const MAX_TAGS = 20;
const MAX_NOTE_LENGTH = 4000;
/** Tags of other records that are offered. */
const OFFERED = 12;

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
  const known = useQuery(marksQuery(backup)).data?.tags ?? [];
  const offered = known.map(({ tag }) => tag).filter((tag) => !isIn(tags, tag));
  const add = (tag: string): readonly string[] => {
    const clean = tag.trim();
    return clean === '' || isIn(tags, clean) || tags.length >= MAX_TAGS ? tags : [...tags, clean];
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    mutate({ tags: add(typed), note: note.trim() === '' ? null : note }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-5">
      <section className="flex flex-col gap-2">
        {tags.length === 0 ? null : (
          <ul aria-label={words.tags} className="flex flex-wrap gap-1.5">
            {tags.map((tag) => (
              <li key={tag}>
                <button
                  type="button"
                  aria-label={words.removeTag({ tag })}
                  onClick={() => setTags(tags.filter((each) => each !== tag))}
                  className="inline-flex h-7 max-w-60 items-center gap-1.5 rounded-full bg-accent-soft pr-2 pl-3 text-sm font-medium text-accent"
                >
                  <span className="hostile truncate">{tag}</span>
                  <X size={13} aria-hidden className="shrink-0" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <TextField
          label={words.addTag}
          value={typed}
          maxLength={MAX_TAG_LENGTH}
          list={id}
          autoComplete="off"
          disabled={tags.length >= MAX_TAGS}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || typed.trim() === '') return;
            event.preventDefault();
            setTags(add(typed));
            setTyped('');
          }}
        />
        {offered.length === 0 ? null : (
          <ul aria-label={words.usedTags} className="flex flex-wrap gap-1.5">
            {offered.slice(0, OFFERED).map((tag) => (
              <li key={tag}>
                <button
                  type="button"
                  aria-label={words.addNamed({ tag })}
                  onClick={() => setTags(add(tag))}
                  className="inline-flex h-7 max-w-60 items-center rounded-full border border-line px-3 text-sm text-muted hover:bg-hover hover:text-ink"
                >
                  <span className="hostile truncate">{tag}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <datalist id={id}>
          {offered.map((tag) => (
            <option key={tag} value={tag}>
              {tag}
            </option>
          ))}
        </datalist>
      </section>
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

/** True if a tag is in a list, without regard to case. */
function isIn(tags: readonly string[], tag: string): boolean {
  return tags.some((each) => each.toLowerCase() === tag.toLowerCase());
}
