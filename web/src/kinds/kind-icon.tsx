import { type ReactNode, useEffect } from 'react';
import type { KindView } from '../../../src/contract/kinds.ts';
import { classes } from '../components/classes.ts';
import { useStore } from '../store.ts';
import { AREA_LOOKS } from './area-looks.ts';
import { icons, loadIcons } from './icons.ts';
import { useKinds } from './kinds-context.tsx';

/** The icon of a kind; a gap of its size while loading, nothing for an unknown kind. */
export function KindIcon({
  kind,
  size = 17,
  className,
}: {
  readonly kind: Pick<KindView, 'icon'> | null;
  readonly size?: number;
  readonly className?: string;
}): ReactNode {
  const loaded = useStore(icons);
  useEffect(() => void loadIcons(), []);
  const name = kind?.icon ?? '';
  const Icon = loaded !== null && Object.hasOwn(loaded, name) ? loaded[name] : undefined;
  return Icon === undefined ? (
    <span aria-hidden className={classes('inline-block shrink-0', className)} style={{ width: size, height: size }} />
  ) : (
    <Icon size={size} aria-hidden className={classes('shrink-0', className)} />
  );
}

/** The icon of a kind on a square in the colour of its area. Decorative: the name is next to it. */
export function KindBadge({ kind: id }: { readonly kind: string }): ReactNode {
  const kind = useKinds().find(id);
  const hue = kind === null ? AREA_LOOKS.system.hue : AREA_LOOKS[kind.area].hue;
  return (
    <span
      aria-hidden
      className={`inline-flex size-8 shrink-0 items-center justify-center rounded-md bg-area-soft text-area ${hue}`}
    >
      <KindIcon kind={kind} />
    </span>
  );
}
