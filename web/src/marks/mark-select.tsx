import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { marksQuery } from '../api/marks.ts';
import { Select } from '../components/select.tsx';
import { useText } from '../i18n/text.tsx';
import { isByMarks, type MarkSearch } from './mark-search.ts';

/** Choice of the records with a star or a tag; nothing in a list without any. */
export function MarkSelect({
  backup,
  kind,
  search,
  className,
  onChange,
}: {
  readonly backup: string;
  /** Kind of the records in the list. */
  readonly kind: string;
  readonly search: MarkSearch;
  readonly className?: string;
  readonly onChange: (marks: MarkSearch) => void;
}): ReactNode {
  const words = useText().marks;
  const { data } = useQuery(marksQuery(backup));
  const marks = [...(data?.of.values() ?? [])].filter((mark) => mark.kind === kind);
  const hasStars = search.starred === true || marks.some(({ starred }) => starred);
  const tags = new Set([...(search.tag === undefined ? [] : [search.tag]), ...marks.flatMap((mark) => mark.tags)]);
  if (!isByMarks(search) && !hasStars && tags.size === 0) return null;
  return (
    <Select
      label={words.filter}
      hideLabel
      {...(className === undefined ? {} : { className })}
      value={search.tag === undefined ? (search.starred === true ? STARRED : '') : `${TAG}${search.tag}`}
      options={[{ value: '', label: words.anyMark }, ...(hasStars ? [{ value: STARRED, label: words.starred }] : [])]}
      groups={
        tags.size === 0
          ? []
          : [{ label: words.tags, options: [...tags].map((tag) => ({ value: `${TAG}${tag}`, label: tag })) }]
      }
      onChange={(value) =>
        onChange(value === STARRED ? { starred: true } : value === '' ? {} : { tag: value.slice(TAG.length) })
      }
    />
  );
}

const STARRED = 'starred';
const TAG = 'tag ';
