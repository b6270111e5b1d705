import type { ReactNode } from 'react';
import type { KindView, RecordDetailView } from '../../../../src/contract/kinds.ts';
import type { PersonView } from '../../../../src/contract/person.ts';
import { Card } from '../../components/card.tsx';
import { useText } from '../../i18n/text.tsx';
import { RecordFile } from '../../records/record-file.tsx';
import { PaneSection } from '../../records/record-pane.tsx';
import { RecordPeople } from '../../records/record-people.tsx';
import { RecordPlace } from '../../records/record-place.tsx';

/** Minimum length of a text that is shown as prose instead of a field. */
const PROSE_LENGTH = 60;

/** Contents of a record other than fields: media, text, people, place and file. */
export function RecordBody({
  backup,
  kind,
  record: { from, with: others, place, play, file, values },
}: {
  readonly backup: string;
  readonly kind: KindView;
  readonly record: RecordDetailView;
}): ReactNode {
  const words = useText().records;
  const people = peopleOf({ from, with: others });
  return (
    <>
      {play === null ? null : <RecordFile backup={backup} fileID={play} />}
      {kind.roles.play !== null && play === null ? <p className="text-sm text-muted">{words.play.absent}</p> : null}
      {proseOf(kind, values).map((name) => (
        <Card key={name} className="hostile px-5 py-4 whitespace-pre-wrap">
          {String(values[name])}
        </Card>
      ))}
      {people.length < 2 ? null : (
        <PaneSection title={words.people}>
          <RecordPeople backup={backup} people={people} />
        </PaneSection>
      )}
      {place === null ? null : (
        <PaneSection title={words.place.title}>
          <RecordPlace backup={backup} place={place} />
        </PaneSection>
      )}
      {file === null || file === play ? null : (
        <PaneSection title={words.file.title}>
          <RecordFile backup={backup} fileID={file} />
        </PaneSection>
      )}
    </>
  );
}

/** The distinct people of a record. */
export function peopleOf({ from, with: others }: Pick<RecordDetailView, 'from' | 'with'>): readonly PersonView[] {
  const all = from === null ? others : [from, ...others];
  return [...new Map(all.map((person) => [person.contact ?? person.handle ?? person.name, person])).values()];
}

/** Columns shown as prose. */
function proseOf({ roles }: KindView, values: RecordDetailView['values']): readonly string[] {
  return roles.text.filter((name) => {
    const value = values[name];
    return typeof value === 'string' && (value.length > PROSE_LENGTH || value.trim().includes('\n'));
  });
}

/** Columns shown by {@link RecordBody}, which need not be listed again. */
export function shownInBody(kind: KindView, { values, place, play, file }: RecordDetailView): ReadonlySet<string> {
  const { roles } = kind;
  const names = [
    ...proseOf(kind, values),
    place === null ? null : roles.place?.latitude,
    place === null ? null : roles.place?.longitude,
    place === null ? null : roles.place?.accuracy,
    play === null ? null : roles.play,
    file === null ? null : roles.file,
  ];
  return new Set(names.filter((name) => typeof name === 'string'));
}
