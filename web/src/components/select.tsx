import { ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classes } from './classes.ts';
import { FIELD } from './text-field.tsx';

/** An option. */
export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** Options with a heading. */
export interface SelectGroup<Value extends string> {
  readonly label: string;
  readonly options: readonly SelectOption<Value>[];
}

/** A native select element, which works best on phones and with screen readers. */
export function Select<Value extends string>({
  label,
  hideLabel = false,
  hint,
  icon,
  value,
  options,
  groups = [],
  onChange,
  className,
}: {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly hint?: string;
  /** Decorative, before the chosen option. */
  readonly icon?: ReactNode;
  readonly value: Value;
  readonly options: readonly SelectOption<Value>[];
  readonly groups?: readonly SelectGroup<Value>[];
  readonly onChange: (value: Value) => void;
  readonly className?: string;
}): ReactNode {
  const id = useId();
  return (
    <div className={classes('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      <div className="relative">
        {icon === undefined ? null : (
          <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-muted">{icon}</span>
        )}
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value as Value)}
          {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
          className={classes(FIELD, 'appearance-none text-ellipsis pr-8', icon !== undefined && 'pl-8')}
        >
          <Options options={options} />
          {groups.map((group) => (
            <optgroup key={group.label} label={group.label}>
              <Options options={group.options} />
            </optgroup>
          ))}
        </select>
        <ChevronsUpDown
          size={14}
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
        />
      </div>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

function Options({ options }: { readonly options: readonly SelectOption<string>[] }): ReactNode {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
