import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

/** Style of input and select fields. */
export const FIELD = classes(
  'h-9 w-full min-w-0 rounded-md border border-edge bg-surface px-3 text-base text-ink',
  'placeholder:text-muted focus-visible:outline-offset-0 disabled:opacity-55',
);

/** Props of {@link TextField}. */
export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  readonly label: string;
  /** True to announce the label without showing it: for a search field with an icon. */
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  /** Error message, announced immediately. */
  readonly error?: ReactNode;
  /** Content inside the field at its end: a button. */
  readonly trailing?: ReactNode;
}

/** One line of text with its label. */
export function TextField({
  label,
  hideLabel = false,
  hint,
  error,
  trailing,
  className,
  ...rest
}: TextFieldProps): ReactNode {
  const id = useId();
  const described = classes(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`);
  return (
    <div className={classes('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      <div className="relative">
        <input
          type="text"
          {...rest}
          id={id}
          aria-invalid={error !== undefined}
          {...(described === '' ? {} : { 'aria-describedby': described })}
          className={classes(FIELD, trailing !== undefined && 'pr-10')}
        />
        {trailing === undefined ? null : (
          <div className="absolute inset-y-0 right-0.5 flex items-center">{trailing}</div>
        )}
      </div>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p id={`${id}-error`} role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
