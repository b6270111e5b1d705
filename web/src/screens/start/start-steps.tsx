import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';

/** Steps in their order. */
export const STEPS = ['unlock', 'read', 'watch', 'done'] as const;

/** One of {@link STEPS}. */
export type Step = (typeof STEPS)[number];

/** All steps with the current one marked; a backup that is not encrypted has none to unlock it. */
export function StartSteps({ current, encrypted }: { readonly current: Step; readonly encrypted: boolean }): ReactNode {
  const t = useText();
  const steps = STEPS.filter((step) => encrypted || step !== 'unlock');
  const now = steps.indexOf(current);
  return (
    <ol aria-label={t.start.steps} className="flex flex-wrap gap-x-6 gap-y-2">
      {steps.map((step, index) => {
        const name = t.start.step[step];
        const isDone = index < now;
        return (
          <li
            key={step}
            aria-current={index === now ? 'step' : undefined}
            className={`flex items-center gap-2 text-sm ${index === now ? 'font-semibold' : 'text-muted'}`}
          >
            <span
              aria-hidden
              className={`inline-flex size-6 items-center justify-center rounded-full text-xs font-semibold tabular-nums ${
                index <= now ? 'bg-accent text-on-accent' : 'bg-sunken text-muted'
              }`}
            >
              {isDone ? <Check size={14} /> : index + 1}
            </span>
            <span aria-label={isDone ? t.start.finished({ step: name }) : undefined}>{name}</span>
          </li>
        );
      })}
    </ol>
  );
}
