import { type ReactNode, useEffect, useState } from 'react';
import { Select } from '../../components/select.tsx';
import { BROWSER_ZONE, formatTime } from '../../format/dates.ts';
import { compareTexts } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { setPreferences, usePreferences } from '../../preferences/preferences.ts';
import { useZone } from '../../preferences/zone.tsx';
import { Section } from './section.tsx';

/** Time zone for display, with its current time. */
export function Times(): ReactNode {
  const t = useText();
  const words = t.settings.zone;
  const { zone, photoZone } = usePreferences();
  const shown = useZone();
  const now = useNow();
  const zones = Intl.supportedValuesOf('timeZone').toSorted(compareTexts);
  return (
    <Section title={words.title}>
      <Select
        label={words.label}
        hint={zone === 'device' ? words.deviceHint : words.hint}
        value={zone}
        options={[
          { value: 'browser', label: words.browser({ zone: BROWSER_ZONE }) },
          { value: 'device', label: words.device },
          { value: 'utc', label: words.utc },
        ]}
        groups={[{ label: words.other, options: zones.map((value) => ({ value, label: value.replaceAll('_', ' ') })) }]}
        onChange={(value) => setPreferences({ zone: value })}
      />
      <Select
        label={words.photos.label}
        hint={words.photos.hint}
        value={photoZone}
        options={[
          { value: 'camera', label: words.photos.camera },
          { value: 'display', label: words.photos.display },
        ]}
        onChange={(value) => setPreferences({ photoZone: value === 'display' ? value : 'camera' })}
      />
      <p className="text-sm text-muted">{words.now({ time: formatTime(now, 'full', shown) })}</p>
    </Section>
  );
}

/** The current time, updated every second. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
