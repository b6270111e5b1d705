import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { KindView } from '../../../../src/contract/kinds.ts';
import { kindRecordQuery } from '../../api/kind-records.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { SourceButton } from '../../components/source-button.tsx';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { recordListLink } from '../../kinds/links.ts';
import { MarkButtons } from '../../marks/mark-buttons.tsx';
import { RecordPane } from '../../records/record-pane.tsx';
import { recordTitle } from '../../records/record-words.ts';
import { StepButtons } from '../../records/step-buttons.tsx';
import { useSecrets } from '../../records/use-secrets.ts';
import { peopleOf, RecordBody, shownInBody } from './record-body.tsx';
import { RecordFields } from './record-fields.tsx';
import { RecordHead } from './record-head.tsx';
import type { RecordsSearch } from './records-search.ts';

/** A record of any kind by the roles of its columns: people, time, place, text, media, file, and all values. */
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
  /** Keys in list order. */
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
      back={{ ...recordListLink(backup, kind.id), search }}
      query={{ data, error: masked.error ?? shown.error, refetch: masked.refetch }}
      renderLead={() => name}
      renderActions={({ values }) => (
        <>
          <StepButtons
            keys={keys}
            chosen={recordKey}
            labels={{ previous: words.previous, next: words.next }}
            shortcuts={{ previous: 'k', next: 'j' }}
            onStep={onStep}
          />
          <MarkButtons backup={backup} kind={kind.id} recordKey={recordKey} />
          <CopyButton text={JSON.stringify(values, null, 2)} label={words.copy} />
          <SourceButton backup={backup} artifact={kind.artifact} table={kind.table} rowKey={recordKey} />
        </>
      )}
    >
      {(record) => (
        <>
          <RecordHead backup={backup} kind={kind} title={title} person={onlyOne(peopleOf(record))} record={record} />
          <RecordBody backup={backup} kind={kind} record={record} />
          <RecordFields
            backup={backup}
            columns={kind.columns}
            shown={shownInBody(kind, record)}
            record={record}
            secrets={{ ...secrets, masked: record.secrets }}
          />
        </>
      )}
    </RecordPane>
  );
}

function onlyOne<T>(items: readonly T[]): T | null {
  return items.length === 1 ? (items[0] ?? null) : null;
}
