import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import type { PersonSummaryView } from '../../../../src/contract/people.ts';
import { peopleQuery } from '../../api/people.ts';
import { useText } from '../../i18n/text.tsx';
import { SearchField } from '../search-field.tsx';
import { Select } from '../select.tsx';
import { Switch } from '../switch.tsx';
import { FIELD } from '../text-field.tsx';
import {
  FILE_CHOICES,
  NOBODY,
  PICTURE_CHOICES,
  type RedactedPeople,
  type RedactionForm,
  WHO_CHOICES,
} from './redaction-form.ts';

/** The part of an export's dialog that says what must not be in it. */
export function RedactionPart({
  backup,
  people = [],
  hasFiles,
  pictures = NOBODY.pictures,
  form,
  onChange,
}: {
  readonly backup: string;
  /** People of this export, who are listed first. */
  readonly people?: RedactedPeople;
  /** True if the export has files. */
  readonly hasFiles: boolean;
  /** Default treatment of pictures. */
  readonly pictures?: RedactionForm['pictures'];
  readonly form: RedactionForm | null;
  readonly onChange: (form: RedactionForm | null) => void;
}): ReactNode {
  const words = useText().common.redaction;
  const id = useId();
  const change = (part: Partial<RedactionForm>): void => onChange({ ...(form ?? NOBODY), ...part });
  return (
    <div className="flex flex-col gap-3">
      <Switch
        label={words.label}
        hint={words.hint}
        checked={form !== null}
        onChange={(isOn) => onChange(isOn ? { ...NOBODY, pictures, keys: new Set() } : null)}
      />
      {form === null ? null : (
        <fieldset aria-label={words.label} className="flex flex-col gap-4 rounded-md border border-line p-3">
          <p className="text-sm text-muted">{words.what}</p>
          <Select
            label={words.who}
            value={form.who}
            options={WHO_CHOICES.map((value) => ({ value, label: words.people[value] }))}
            onChange={(who) => change({ who })}
          />
          {form.who === 'chosen' ? (
            <>
              <PeopleChoice backup={backup} people={people} chosen={form.keys} onChange={(keys) => change({ keys })} />
              {form.keys.size === 0 ? <p className="text-sm text-warning">{words.choose}</p> : null}
            </>
          ) : null}
          <Switch
            label={words.numbers}
            hint={words.numbersHint}
            checked={form.numbers}
            onChange={(numbers) => change({ numbers })}
          />
          <div className="flex flex-col gap-1.5">
            <label htmlFor={id} className="text-sm font-medium">
              {words.words}
            </label>
            <textarea
              id={id}
              rows={2}
              value={form.words}
              aria-describedby={`${id}-hint`}
              className={`${FIELD} h-auto py-1.5`}
              onChange={({ target }) => change({ words: target.value })}
            />
            <p id={`${id}-hint`} className="text-sm text-muted">
              {words.wordsHint}
            </p>
          </div>
          <Switch
            label={words.places}
            hint={words.placesHint}
            checked={form.places}
            onChange={(places) => change({ places })}
          />
          {hasFiles ? (
            <div className="grid grid-cols-1 gap-3 sm:grid-cols-3">
              <Select
                label={words.pictures}
                value={form.pictures}
                options={PICTURE_CHOICES.map((value) => ({ value, label: words.pictureChoices[value] }))}
                onChange={(pictures) => change({ pictures })}
              />
              <Select
                label={words.recordings}
                value={form.recordings}
                options={FILE_CHOICES.map((value) => ({ value, label: words.fileChoices[value] }))}
                onChange={(recordings) => change({ recordings })}
              />
              <Select
                label={words.documents}
                value={form.documents}
                options={FILE_CHOICES.map((value) => ({ value, label: words.fileChoices[value] }))}
                onChange={(documents) => change({ documents })}
              />
            </div>
          ) : null}
          <p className="text-sm text-muted">{words.limits}</p>
        </fieldset>
      )}
    </div>
  );
}

/** Maximum number of people that are listed: others are searched for. */
const SHOWN = 30;

function PeopleChoice({
  backup,
  people,
  chosen,
  onChange,
}: {
  readonly backup: string;
  readonly people: RedactedPeople;
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}): ReactNode {
  const t = useText();
  const words = t.common.redaction;
  const [q, setQ] = useState('');
  const { data } = useInfiniteQuery(peopleQuery(backup, { q: q === '' ? undefined : q, sort: 'activity' }));
  const own = new Set(people.flatMap(({ handle }) => handle ?? []));
  const isOwn = ({ key, handles }: PersonSummaryView): boolean =>
    own.has(key) || handles.some(({ handle }) => own.has(handle));
  const found = (data?.pages.flatMap(({ items }) => items) ?? []).toSorted(
    (a, b) => Number(isOwn(b)) - Number(isOwn(a)),
  );
  const shown = found.filter(({ key }, index) => index < SHOWN || chosen.has(key));
  const toggle = (key: string): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return (
    <div className="flex flex-col gap-2">
      <SearchField label={words.find} placeholder={words.find} clearLabel={t.search.clear} value={q} onSearch={setQ} />
      <ul aria-label={words.who} className="max-h-44 overflow-y-auto rounded-md border border-line">
        {shown.map(({ key, name, counts }) => (
          <li key={key}>
            <label className="flex items-center gap-2 px-3 py-1.5">
              <input type="checkbox" checked={chosen.has(key)} onChange={() => toggle(key)} />
              <span className="hostile min-w-0 flex-1 truncate">{name}</span>
              <span className="text-sm text-muted">
                {words.records({ count: counts.reduce((sum, { records }) => sum + records, 0) })}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}
