import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ChatAnchor } from '../../api/chats.ts';
import { explain } from '../../api/explain.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useTypingPause } from '../../components/use-typing-pause.ts';
import { formatCount } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';
import { type ChatSearch, readChatSearch } from './chat-search.ts';
import type { ChatNavigate } from './use-chat-navigation.ts';
import type { Found } from './use-found.ts';

/** Number of hits before the last loaded one at which more are loaded. */
const AHEAD = 20;

/** Searches in the chat: number of hits, and navigation between them, newest first. */
export function FindBar({
  search,
  go,
  goTo,
  found,
  onClose,
}: {
  readonly search: ChatSearch;
  readonly go: ChatNavigate;
  readonly goTo: (target: ChatAnchor, isStep?: boolean) => void;
  readonly found: Found;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const words = t.chat.find;
  const query = search.find ?? '';
  const [typed, setTyped] = useState(query);
  const handOn = useTypingPause(
    (wanted) =>
      void go(({ find: _find, ...rest }) => (wanted === '' ? rest : { ...rest, find: wanted }), { replace: true }),
  );
  const { hits, total, totalIsExact, error, readOn } = found;
  const placeIn = ({ m }: ChatSearch): number => hits?.findIndex(({ key }) => key === m) ?? -1;
  const place = placeIn(search);
  const { now } = useAddress(readChatSearch);

  const visit = (index: number): void => {
    const hit = hits?.[index];
    if (hit === undefined) return;
    goTo({ kind: 'message', key: hit.key }, false);
    if (hits !== null && index > hits.length - AHEAD) readOn();
  };
  const step = (by: 1 | -1): void => visit(placeIn(now()) + by);
  const look = (text: string, isPatient = true): void => {
    setTyped(text);
    handOn(text.trim(), isPatient);
  };
  const close = (): void => {
    void go(({ find: _find, ...rest }) => rest, { replace: true });
    onClose();
  };
  // The newest hit of a new search is shown automatically, unless the URL already has one of them.
  const visited = useRef(place === -1 ? '' : query);
  useEffect(() => {
    if (hits === null || visited.current === query) return;
    visited.current = query;
    visit(0);
  });

  return (
    <search className="flex shrink-0 items-center gap-1 border-b border-line bg-surface px-3 py-2 md:px-4">
      <TextField
        type="search"
        className="min-w-0 flex-1 [&_input::-webkit-search-cancel-button]:hidden"
        label={words.label}
        hideLabel
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- opened by the user
        autoFocus
        placeholder={words.placeholder}
        value={typed}
        onChange={({ target }) => look(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          else if (event.key !== 'Enter') return;
          else if (typed.trim() !== query) look(typed, false);
          else step(event.shiftKey ? -1 : 1);
          event.preventDefault();
        }}
      />
      <span role="status" className="shrink-0 px-1.5 text-sm whitespace-nowrap text-muted tabular-nums">
        {error !== null
          ? explain(error, t).title
          : hits === null
            ? ''
            : hits.length === 0
              ? words.none
              : count(place, total, totalIsExact, words)}
      </span>
      <IconButton
        label={words.older}
        shortcut="enter"
        disabled={hits === null || place >= hits.length - 1}
        onClick={() => step(1)}
      >
        <ChevronUp size={18} />
      </IconButton>
      <IconButton label={words.newer} shortcut="shift+enter" disabled={place <= 0} onClick={() => step(-1)}>
        <ChevronDown size={18} />
      </IconButton>
      <IconButton label={words.close} shortcut="escape" onClick={close}>
        <X size={18} />
      </IconButton>
    </search>
  );
}

function count(place: number, total: number, isExact: boolean, words: Texts['chat']['find']): string {
  const all = isExact ? formatCount(total) : words.atLeast({ count: formatCount(total) });
  return place === -1 ? words.total({ count: all }) : words.place({ place: formatCount(place + 1), total: all });
}
