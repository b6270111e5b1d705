import { useInfiniteQuery } from '@tanstack/react-query';
import { MessagesSquare, Search, SearchX, X } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { VListHandle } from 'virtua';
import { chatsQuery } from '../../api/chats.ts';
import { morePages } from '../../api/more-pages.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ExportMenu } from '../../components/export/export-menu.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { NoRecords } from '../../components/no-records.tsx';
import { Select } from '../../components/select.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useListKeys } from '../../components/use-list-keys.ts';
import { useTypingPause } from '../../components/use-typing-pause.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useText } from '../../i18n/text.tsx';
import { IncompleteNote } from '../../records/incomplete-note.tsx';
import type { ChatApp } from './chat-app.ts';
import { ChatListItem } from './chat-list-item.tsx';
import { CHAT_SORTS, type ChatSearch, isChoosingForExport, toChat } from './chat-search.ts';
import type { ChatNavigate } from './use-chat-navigation.ts';

/** Props of {@link ChatList}. */
export interface ChatListProps {
  readonly app: ChatApp;
  readonly backup: string;
  readonly search: ChatSearch;
  readonly go: ChatNavigate;
}

/** The chats of an app, searched by name or number, sorted and filtered by kind. */
export function ChatList({ app, backup, search, go }: ChatListProps): ReactNode {
  const t = useText();
  const words = t.chat.list;
  const title = app.title(t);
  const { q, sort, kind, c } = search;
  const list = useRef<VListHandle>(null);
  const query = useInfiniteQuery(chatsQuery(app, backup, { q, sort, kind }));
  const { data, error, refetch, isPlaceholderData } = query;
  const chats = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  useListKeys({
    group: title,
    labels: t.chat.keys,
    keys: useMemo(() => chats.map(({ key }) => key), [chats]),
    list,
    search,
    change: go,
    chosenIn: (now) => now.c,
    toRecord: toChat,
    opensFirst: !isChoosingForExport(search),
  });

  const filtered = q !== undefined || kind !== undefined;
  // A new field: the one there keeps what was typed.
  const [cleared, setCleared] = useState(0);
  const onClear = (): void => {
    void go((now) => withFilter(now, { q: undefined, kind: undefined }), { replace: true }).then(() =>
      setCleared((times) => times + 1),
    );
  };
  const Heading = c === undefined ? 'h1' : 'h2';
  return (
    <>
      <header className="flex flex-col gap-2.5 border-b border-line px-4 pt-4 pb-3">
        <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
          <Heading className="text-xl font-semibold tracking-tight">{title}</Heading>
          {/* All chats: of those that a filter shows, the list has read only some. */}
          {chats.length === 0 || filtered ? null : <ExportMenu backup={backup} what={app.exportName} />}
        </div>
        {isChoosingForExport(search) && chats.length > 0 ? <p>{words.chooseToSave}</p> : null}
        <FilterField
          key={`${app.id} ${cleared}`}
          value={q ?? ''}
          onChange={(value) => void go((now) => withFilter(now, { q: value }), { replace: true })}
        />
        <div className="flex gap-2">
          <Select
            className="min-w-0 flex-1"
            label={words.kind}
            hideLabel
            value={kind ?? 'all'}
            options={[
              { value: 'all', label: words.allKinds },
              ...app.kinds.map((value) => ({ value, label: words.kinds[value] })),
            ]}
            onChange={(value) =>
              void go((now) => withFilter(now, { kind: value === 'all' ? undefined : value }), { replace: true })
            }
          />
          <Select
            className="min-w-0 flex-1"
            label={words.sort}
            hideLabel
            value={sort ?? 'recent'}
            options={CHAT_SORTS.map((value) => ({ value, label: words.sorts[value] }))}
            onChange={(value) =>
              void go((now) => withFilter(now, { sort: value === 'recent' ? undefined : value }), { replace: true })
            }
          />
        </div>
      </header>
      <IncompleteNote backups={[backup]} artifacts={[app.id]} isEmpty={chats.length === 0 && !filtered} />
      <div className="min-h-0 flex-1" aria-busy={isPlaceholderData}>
        {data === undefined ? (
          error === null ? (
            <SkeletonRows rows={10} />
          ) : (
            <ErrorState error={error} onRetry={() => void refetch()} />
          )
        ) : chats.length > 0 ? (
          <VirtualList
            key={JSON.stringify([backup, q, sort, kind])}
            label={words.label}
            handle={list}
            items={chats}
            keyOf={({ key }) => key}
            more={morePages(query)}
            backup={backup}
            render={(chat) => <ChatListItem app={app} backup={backup} chat={chat} search={search} />}
          />
        ) : filtered ? (
          <EmptyState icon={<SearchX size={24} />} title={words.nothingMatches} text={words.nothingMatchesText}>
            <Button onClick={onClear}>{t.records.none.clear}</Button>
          </EmptyState>
        ) : (
          <NoRecords backup={backup} artifact={app.id} icon={<MessagesSquare size={24} />} title={t.chat.empty.none} />
        )}
      </div>
    </>
  );
}

function withFilter(
  search: ChatSearch,
  change: { readonly [K in 'q' | 'sort' | 'kind']?: ChatSearch[K] | undefined },
): ChatSearch {
  const merged = { ...search, ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined && value !== ''));
}

function FilterField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const t = useText();
  const [typed, setTyped] = useState(value);
  const handOn = useTypingPause(onChange);
  const change = (next: string): void => {
    setTyped(next);
    handOn(next.trim());
  };
  return (
    <TextField
      type="search"
      label={t.chat.list.filter}
      hideLabel
      placeholder={t.chat.list.filter}
      value={typed}
      onChange={({ target }) => change(target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && typed !== '') change('');
      }}
      trailing={
        typed === '' ? (
          <Search size={16} aria-hidden className="mr-2.5 text-muted" />
        ) : (
          <IconButton label={t.chat.list.clear} onClick={() => change('')}>
            <X size={16} />
          </IconButton>
        )
      }
      className="[&_input::-webkit-search-cancel-button]:hidden"
    />
  );
}
