import type { ReactNode } from 'react';
import { useText } from '../i18n/text.tsx';

/** Programs that make backups. */
export type BackupProgram = 'finder' | 'devices';

const WIDTH = 520;
const HEIGHT = 250;

/**
 * A drawing of the window in which backups are made, with the box for encryption marked. Simplified: what matters is
 * where the box is.
 */
export function BackupWindow({ program }: { readonly program: BackupProgram }): ReactNode {
  const { picture: words } = useText().start;
  const isFinder = program === 'finder';
  return (
    <svg
      role="img"
      aria-label={words[program]}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="h-auto w-full rounded-lg border border-line bg-sunken text-[12px] select-none"
    >
      <rect x={1} y={1} width={WIDTH - 2} height={HEIGHT - 2} rx={10} className="fill-surface" />
      <rect x={1} y={1} width={130} height={HEIGHT - 2} rx={10} className="fill-sunken" />
      {isFinder ? <TrafficLights /> : <WindowButtons />}
      <rect x={10} y={48} width={112} height={26} rx={6} className="fill-pressed" />
      <Phone x={18} y={53} />
      <text x={34} y={65} className="fill-ink text-[10.5px] font-medium">
        {words.phone}
      </text>
      {[96, 120, 144].map((y) => (
        <g key={y} className="fill-line">
          <rect x={18} y={y - 8} width={10} height={10} rx={2} />
          <rect x={34} y={y - 6} width={y === 120 ? 66 : 50} height={6} rx={3} />
        </g>
      ))}
      <Tabs />
      <text x={150} y={84} className="fill-ink font-semibold">
        {words.backups}
      </text>
      <Radio x={156} y={104} checked={false} />
      <text x={172} y={108} className="fill-muted">
        {words.icloud}
      </text>
      <Radio x={156} y={128} checked />
      <text x={172} y={132} className="fill-ink">
        {words.local}
      </text>
      <rect x={166} y={146} width={330} height={32} rx={8} className="fill-accent-soft stroke-accent" strokeWidth={2} />
      <rect x={176} y={155} width={14} height={14} rx={3} className="fill-accent" />
      <path d="m179 162 3 3 5-6" fill="none" className="stroke-on-accent" strokeWidth={2} strokeLinecap="round" />
      <text x={198} y={166} className="fill-ink font-semibold">
        {words.encrypt}
      </text>
      <rect x={150} y={204} width={150} height={26} rx={isFinder ? 6 : 4} className="fill-surface stroke-line" />
      <text x={225} y={221} textAnchor="middle" className="fill-ink text-[11px]">
        {words.password}
      </text>
      <rect x={346} y={204} width={150} height={26} rx={isFinder ? 6 : 4} className="fill-bubble-mine" />
      <text x={421} y={221} textAnchor="middle" className="fill-on-bubble text-[11px] font-semibold">
        {words.now}
      </text>
    </svg>
  );
}

function TrafficLights(): ReactNode {
  return (
    <g>
      <circle cx={20} cy={22} r={5} className="fill-danger" />
      <circle cx={36} cy={22} r={5} className="fill-warning" />
      <circle cx={52} cy={22} r={5} className="fill-accent" />
    </g>
  );
}

function WindowButtons(): ReactNode {
  return (
    <g className="stroke-muted" fill="none" strokeWidth={1.4}>
      <path d="M440 22h10" />
      <rect x={466} y={17} width={9} height={9} />
      <path d="m492 17 9 9m0-9-9 9" />
    </g>
  );
}

function Phone({ x, y }: { readonly x: number; readonly y: number }): ReactNode {
  return <rect x={x} y={y} width={9} height={16} rx={2} className="fill-surface stroke-ink" />;
}

/** The row of tabs with the first one chosen. */
function Tabs(): ReactNode {
  const { picture: words } = useText().start;
  return (
    <g>
      <rect x={150} y={36} width={346} height={24} rx={6} className="fill-sunken" />
      <rect x={152} y={38} width={82} height={20} rx={5} className="fill-surface stroke-line" />
      <text x={193} y={52} textAnchor="middle" className="fill-ink text-[11px] font-medium">
        {words.general}
      </text>
      {[250, 312, 374, 436].map((x) => (
        <rect key={x} x={x} y={45} width={42} height={6} rx={3} className="fill-line" />
      ))}
    </g>
  );
}

function Radio({ x, y, checked }: { readonly x: number; readonly y: number; readonly checked: boolean }): ReactNode {
  return (
    <g>
      <circle cx={x} cy={y} r={6} className={checked ? 'fill-bubble-mine' : 'fill-surface stroke-edge'} />
      {checked ? <circle cx={x} cy={y} r={2.5} className="fill-on-bubble" /> : null}
    </g>
  );
}
