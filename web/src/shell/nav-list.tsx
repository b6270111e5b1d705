import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { classes } from '../components/classes.ts';
import { Tooltip } from '../components/tooltip.tsx';
import { useText } from '../i18n/text.tsx';
import type { NavEntry } from '../nav-entry.ts';
import { BACKUP_NAV, GLOBAL_NAV } from '../navigation.ts';
import { BackupSwitch } from './backup-switch.tsx';
import { NavAreas } from './nav-areas.tsx';
import { useCurrentBackup } from './use-current-backup.ts';

/** All screens: global ones, then those of the current backup, then settings. Must be inside of a `<nav>`. */
export function NavList({
  narrow = false,
  onLeave,
}: {
  readonly narrow?: boolean;
  readonly onLeave?: () => void;
}): ReactNode {
  const t = useText();
  const backup = useCurrentBackup();
  const [top, bottom] = [GLOBAL_NAV.slice(0, -1), GLOBAL_NAV.slice(-1)];
  const link = (entry: NavEntry, params: { backupId: string } | undefined): ReactNode => (
    <li key={entry.to}>
      <NavLink entry={entry} params={params} narrow={narrow} onLeave={onLeave} />
    </li>
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-x-hidden overflow-y-auto px-2 pb-2">
      <ul className="flex flex-col gap-0.5">{top.map((entry) => link(entry, undefined))}</ul>
      {backup === null ? null : (
        <div className="flex flex-col gap-1">
          <BackupSwitch backup={backup} narrow={narrow} />
          <ul aria-label={t.shell.nav.inBackup({ name: backup.name })} className="flex flex-col gap-0.5">
            {BACKUP_NAV.map((entry) => link(entry, { backupId: backup.id }))}
            {narrow ? null : <NavAreas backup={backup.id} onLeave={onLeave} />}
          </ul>
        </div>
      )}
      <ul className="mt-auto flex flex-col gap-0.5">{bottom.map((entry) => link(entry, undefined))}</ul>
    </div>
  );
}

function NavLink({
  entry: { to, icon: Icon, label, keys },
  params,
  narrow,
  onLeave,
}: {
  readonly entry: NavEntry;
  readonly params: { backupId: string } | undefined;
  readonly narrow: boolean;
  readonly onLeave: (() => void) | undefined;
}): ReactNode {
  const t = useText();
  const text = label(t);
  const link = (
    <Link
      to={to}
      {...(params === undefined ? {} : { params })}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      {...(onLeave === undefined ? {} : { onClick: onLeave })}
      {...(narrow ? { 'aria-label': text } : {})}
      className={classes(
        'flex h-8 items-center gap-2.5 rounded-md px-2.5 text-ink transition-colors hover:bg-hover',
        'aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent',
      )}
    >
      <Icon size={17} aria-hidden className="shrink-0" />
      {narrow ? null : <span className="truncate">{text}</span>}
    </Link>
  );
  return narrow ? (
    <Tooltip text={text} shortcut={keys} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
