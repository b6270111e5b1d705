import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { KindView, RecordDetailView } from '../../../../src/contract/kinds.ts';
import { kindRecordQuery } from '../../api/kind-records.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { SourceButton } from '../../components/source-button.tsx';
import { Time } from '../../components/time.tsx';
import { formatDuration } from '../../format/duration.ts';
import { useText } from '../../i18n/text.tsx';
import { KindBadge } from '../../kinds/kind-icon.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { recordLink } from '../../kinds/links.ts';
import { RecordFile } from '../../records/record-file.tsx';
import { PaneSection, RecordPane } from '../../records/record-pane.tsx';
import { RecordPeople } from '../../records/record-people.tsx';
import { RecordPlace } from '../../records/record-place.tsx';
import { recordTitle } from '../../records/record-words.ts';
import { StepButtons } from '../../records/step-buttons.tsx';
import { useSecrets } from '../../records/use-secrets.ts';
import { RecordFields } from './record-fields.tsx';
import type { RecordsSearch } from './records-search.ts';

/** One record of any kind, by what its columns mean: who, when, where, its words, sound, film and file, and every value. */
export function KindRecord({
  backup,
  kind,
  recordKey,
  keys,
  search: { key: _open, ...search },
  onStep,
}: {
  readonly backup: string;
  readonly kind: KindView;
  readonly recordKey: string;
  /** In the order of the list. */
  readonly keys: readonly string[];
  readonly search: RecordsSearch;
  readonly onStep: (by: 1 | -1) => void;
}): ReactNode {
  const t = useText();
  const words = t.records;
  const name = useKinds().one(kind.id);
  const secrets = useSecrets(recordKey);
  const masked = useQuery(kindRecordQuery(backup, kind.id, recordKey, false));
  const shown = useQuery({ ...kindRecordQuery(backup, kind.id, recordKey, true), enabled: secrets.areShown });
  const data = secrets.areShown ? (shown.data ?? masked.data) : masked.data;
  const title = data === undefined ? name : (recordTitle(data, kind, t) ?? name);
  return (
    <RecordPane
      backup={backup}
      title={title}
      back={{ to: '/b/$backupId/records/$kind/{-$key}', params: { backupId: backup, kind: kind.id }, search }}
      query={{ data, error: masked.error ?? shown.error, refetch: masked.refetch }}
      renderLead={({ at }) => (at === null ? name : <Time at={at} />)}
      renderActions={({ values }) => (
        <>
          <StepButtons
            keys={keys}
            chosen={recordKey}
            labels={{ previous: words.previous, next: words.next }}
            shortcuts={{ previous: 'k', next: 'j' }}
            onStep={onStep}
          />
          <CopyButton text={JSON.stringify(values, null, 2)} label={words.copy} />
          <SourceButton backup={backup} artifact={kind.artifact} table={kind.table} rowKey={recordKey} />
        </>
      )}
    >
      {(record) => (
        <>
          <Head backup={backup} kind={kind} title={title} record={record} />
          <Body backup={backup} kind={kind} record={record} />
          <RecordFields
            backup={backup}
            columns={kind.columns}
            record={record}
            secrets={{ ...secrets, masked: record.secrets }}
          />
        </>
      )}
    </RecordPane>
  );
}

function Head({
  backup,
  kind,
  title,
  record: { key, at, duration },
}: {
  readonly backup: string;
  readonly kind: KindView;
  readonly title: string;
  readonly record: RecordDetailView;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const name = kinds.one(kind.id);
  const facts = [
    ...(title === name ? [] : [name]),
    ...(duration === null || duration === 0 ? [] : [formatDuration(duration)]),
  ];
  return (
    <header className="flex flex-wrap items-start gap-4">
      <KindBadge kind={kind.id} />
      <div className="min-w-0 flex-1 basis-50">
        <h2 className="hostile text-xl font-semibold tracking-tight">{title}</h2>
        <p className="text-muted [&_time]:whitespace-normal">
          {facts.join(' · ')}
          {at === null ? null : (
            <>
              {facts.length === 0 ? null : ' · '}
              <Time at={at} format="full" />
            </>
          )}
        </p>
      </div>
      {kind.opens === null ? null : (
        <Button asChild size="sm" icon={<ArrowUpRight size={15} aria-hidden />}>
          <Link {...recordLink({ backup, type: kind.id, ref: key, at }, kinds)}>{t.records.inPlace}</Link>
        </Button>
      )}
    </header>
  );
}

function Body({
  backup,
  kind: { roles },
  record: { text, from, with: others, place, play, file, title },
}: {
  readonly backup: string;
  readonly kind: KindView;
  readonly record: RecordDetailView;
}): ReactNode {
  const words = useText().records;
  return (
    <>
      {play === null ? null : <RecordFile backup={backup} fileID={play} />}
      {text === null || text === title ? null : <Card className="hostile px-5 py-4 whitespace-pre-wrap">{text}</Card>}
      {from === null ? null : (
        <PaneSection title={words.people.from}>
          <RecordPeople backup={backup} people={[from]} />
        </PaneSection>
      )}
      {others.length === 0 ? null : (
        <PaneSection title={roles.from === null ? words.people.title : words.people.with}>
          <RecordPeople backup={backup} people={others} />
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
