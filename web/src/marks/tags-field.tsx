import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { marksQuery } from '../api/marks.ts';
import { TextField } from '../components/text-field.tsx';
import { useText } from '../i18n/text.tsx';

/** Limits of the server. */
const MAX_TAG_LENGTH = 40;
const MAX_TAGS = 20;
/** Tags of other records that are offered. */
const OFFERED = 12;

/** Tags, and a field for another one. What is typed counts as a tag when the form is saved. */
export function TagsField({
  backup,
  tags,
  typed,
  onTags,
  onTyped,
}: {
  readonly backup: string;
  readonly tags: readonly string[];
  readonly typed: string;
  readonly onTags: (tags: readonly string[]) => void;
  readonly onTyped: (typed: string) => void;
}): ReactNode {
  const words = useText().marks;
  const id = useId();
  const known = useQuery(marksQuery(backup)).data?.tags ?? [];
  const offered = known.map(({ tag }) => tag).filter((tag) => !isIn(tags, tag));
  return (
    <section className="flex flex-col gap-2">
      {tags.length === 0 ? null : (
        <ul aria-label={words.tags} className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag}>
              <button
                type="button"
                aria-label={words.removeTag({ tag })}
                onClick={() => onTags(tags.filter((each) => each !== tag))}
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
        onChange={({ target }) => onTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || typed.trim() === '') return;
          event.preventDefault();
          onTags(withTag(tags, typed));
          onTyped('');
        }}
      />
      {offered.length === 0 ? null : (
        <ul aria-label={words.usedTags} className="flex flex-wrap gap-1.5">
          {offered.slice(0, OFFERED).map((tag) => (
            <li key={tag}>
              <button
                type="button"
                aria-label={words.addNamed({ tag })}
                onClick={() => onTags(withTag(tags, tag))}
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
  );
}

/** The tags with another one, unless it is empty or there already. */
export function withTag(tags: readonly string[], typed: string): readonly string[] {
  const clean = typed.trim();
  return clean === '' || isIn(tags, clean) || tags.length >= MAX_TAGS ? tags : [...tags, clean];
}

/** True if a tag is in a list, without regard to case. */
function isIn(tags: readonly string[], tag: string): boolean {
  return tags.some((each) => each.toLowerCase() === tag.toLowerCase());
}
