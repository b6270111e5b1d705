import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import { classes } from './classes.ts';
import { IconButton } from './icon-button.tsx';
import { FIELD } from './text-field.tsx';
import { useChangedElsewhere } from './use-changed-elsewhere.ts';
import { useTypingPause } from './use-typing-pause.ts';

/** Props of {@link SearchField}. */
export interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly clearLabel: string;
  /** The current query, from the URL. */
  readonly value: string;
  /** Called after a pause in typing, on Enter, and when the field is cleared. */
  readonly onSearch: (text: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly autoFocus?: boolean;
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly size?: 'md' | 'lg';
  readonly className?: string;
}

/** A search field that searches while typing. Escape leaves it, its button clears it. */
export function SearchField({
  label,
  placeholder,
  clearLabel,
  value,
  onSearch,
  onKeyDown,
  autoFocus = false,
  field,
  size = 'md',
  className,
}: SearchFieldProps): ReactNode {
  const own = useRef<HTMLInputElement>(null);
  const input = field ?? own;
  const [text, setText] = useState(value);
  // Back and forward change the value, and the field follows; it ignores values that only repeat what was typed before.
  const sent = useChangedElsewhere(value, setText);
  const handOn = useTypingPause((typed) => {
    sent(typed);
    onSearch(typed);
  });
  const look = (next: string, isPatient = true): void => {
    setText(next);
    handOn(next.trim(), isPatient);
  };
  return (
    <div role="search" className={classes('relative', className)}>
      <Search
        size={size === 'lg' ? 19 : 16}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
      />
      <input
        ref={input}
        type="text"
        role="searchbox"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- only on screens whose purpose is this field
        autoFocus={autoFocus}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => look(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') look(text, false);
          if (event.key === 'Escape') event.currentTarget.blur();
          onKeyDown?.(event);
        }}
        className={classes(FIELD, size === 'lg' ? 'h-11 pr-11 pl-10 text-lg' : 'pr-9 pl-9')}
      />
      {text === '' ? null : (
        <div className="absolute inset-y-0 right-0.5 flex items-center">
          <IconButton
            label={clearLabel}
            onClick={() => {
              look('', false);
              input.current?.focus();
            }}
          >
            <X size={15} />
          </IconButton>
        </div>
      )}
    </div>
  );
}
