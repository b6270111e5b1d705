import {
  AppWindow,
  Earth,
  FileText,
  HeartPulse,
  Images,
  type LucideIcon,
  MapPin,
  MessagesSquare,
  Settings2,
  ShieldCheck,
  UsersRound,
  Wallet,
  Wifi,
} from 'lucide-react';
import type { Area } from '../../../src/contract/kinds.ts';

/** Icon and colour of each area. The class sets the hue for `text-area` and `bg-area-soft`. */
export const AREA_LOOKS: Readonly<Record<Area, { readonly icon: LucideIcon; readonly hue: string }>> = {
  communication: { icon: MessagesSquare, hue: 'area-communication' },
  people: { icon: UsersRound, hue: 'area-people' },
  media: { icon: Images, hue: 'area-media' },
  documents: { icon: FileText, hue: 'area-documents' },
  web: { icon: Earth, hue: 'area-web' },
  places: { icon: MapPin, hue: 'area-places' },
  health: { icon: HeartPulse, hue: 'area-health' },
  money: { icon: Wallet, hue: 'area-money' },
  apps: { icon: AppWindow, hue: 'area-apps' },
  network: { icon: Wifi, hue: 'area-network' },
  privacy: { icon: ShieldCheck, hue: 'area-privacy' },
  system: { icon: Settings2, hue: 'area-system' },
};
