import { useText } from '../../../i18n/text.tsx';
import { useShortcuts } from '../../../keyboard/shortcuts.ts';
import type { Zoom } from './use-zoom.ts';

/** Distance by which arrow keys move an enlarged picture, as a fraction of the view. */
const PAN = 0.12;

/** Keys of the photo in view: zoom, and arrow keys that move an enlarged picture or go to the next one. */
export function useSlideKeys(
  active: boolean,
  { pan, zoomIn, zoomOut, reset }: Zoom,
  onStep: (direction: 1 | -1) => void,
  play: (() => void) | null,
): void {
  const { title: group, ...words } = useText().photos.viewer;
  const arrow = (dx: number, dy: number): void => {
    if (!pan(-dx * PAN, -dy * PAN) && dx !== 0) onStep(dx > 0 ? 1 : -1);
  };
  const keys = [
    { keys: 'arrowright', label: words.next, group, run: () => arrow(1, 0) },
    { keys: 'arrowleft', label: words.previous, group, run: () => arrow(-1, 0) },
    { keys: 'arrowdown', label: words.down, group, run: () => arrow(0, 1) },
    { keys: 'arrowup', label: words.up, group, run: () => arrow(0, -1) },
    { keys: '=', label: words.zoomIn, group, run: zoomIn },
    { keys: '-', label: words.zoomOut, group, run: zoomOut },
    { keys: '0', label: words.fit, group, run: reset },
    ...(play === null ? [] : [{ keys: 'l', label: words.playLive, group, run: play }]),
  ];
  useShortcuts(active ? keys : []);
}
