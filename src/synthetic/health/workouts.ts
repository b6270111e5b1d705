import type { PhotoPlace } from '../photos/places.ts';
import { type Random, type Seed, seededRandom } from '../random.ts';
import { storyPlaceAt } from '../story/places.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Metres of a degree of latitude. */
const DEGREE = 111_320;
/** Time between two points of a route. Watches record one each second, which would be too many for a demo. */
const POINT_MS = 20_000;

/** A point of a route. */
export interface WrittenPoint {
  readonly at: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number;
  /** Metres per second. */
  readonly speed: number;
  /** Degrees from north. */
  readonly course: number;
}

/** A written workout. */
export interface WrittenWorkout {
  /** `HKWorkoutActivityType` */
  readonly activity: number;
  /** UTC milliseconds. */
  readonly at: number;
  readonly seconds: number;
  readonly kilometres: number | null;
  readonly kilocalories: number;
  readonly isIndoor: boolean;
  /** Beats per minute. */
  readonly pulse: number;
  readonly timeZone: string;
  /** Empty for a workout without a route. */
  readonly route: readonly WrittenPoint[];
}

/** An activity with its speed in km/h (0 for one that goes nowhere) and the share of its workouts. */
interface Habit {
  readonly activity: number;
  readonly speed: number;
  readonly share: number;
  readonly minutes: number;
  readonly isIndoor: boolean;
  readonly pulse: number;
}

const HABITS: readonly Habit[] = [
  { activity: 37, speed: 9.5, share: 0.38, minutes: 38, isIndoor: false, pulse: 152 },
  { activity: 52, speed: 5, share: 0.2, minutes: 55, isIndoor: false, pulse: 104 },
  { activity: 13, speed: 19, share: 0.16, minutes: 70, isIndoor: false, pulse: 131 },
  { activity: 57, speed: 0, share: 0.12, minutes: 40, isIndoor: true, pulse: 92 },
  { activity: 50, speed: 0, share: 0.08, minutes: 45, isIndoor: true, pulse: 118 },
  { activity: 46, speed: 2.4, share: 0.06, minutes: 35, isIndoor: true, pulse: 128 },
];
const HIKE: Habit = { activity: 24, speed: 3.8, share: 0, minutes: 190, isIndoor: false, pulse: 121 };
const SWIM = HABITS.at(-1) as Habit;
/** Places of the story beside water, where a circle would leave the land. */
const BY_THE_WATER = new Set(['Garda', 'Malcesine', 'Venezia']);
/** Share of outdoor workouts with a route. */
const WITH_ROUTE = 0.5;

/** The workouts of the year before `until`, oldest first, each where the story's photos were taken that day. */
export function* workoutsOfYear(seed: Seed, count: number, until: number): Generator<WrittenWorkout> {
  const random = seededRandom(seed, 'health workouts');
  for (let index = 0; index < count; index++) {
    const day = Math.floor((until - (365 * DAY * (count - index)) / count) / DAY) * DAY;
    const place = storyPlaceAt(day + 12 * HOUR);
    const hour = random.pick([7, 8, 12, 17, 18]);
    const at = day + hour * HOUR + random.below(60) * MINUTE - place.utcOffset * 1000;
    yield workout(habitAt(place, random), place, at, random);
  }
}

function habitAt({ city }: PhotoPlace, random: Random): Habit {
  if (BY_THE_WATER.has(city)) return SWIM;
  if (city.startsWith('Cortina')) return HIKE;
  let left = random.fraction();
  return HABITS.find(({ share }) => (left -= share) < 0) ?? SWIM;
}

function workout(habit: Habit, place: PhotoPlace, at: number, random: Random): WrittenWorkout {
  const seconds = Math.round(habit.minutes * 60 * (0.7 + random.fraction() * 0.6));
  const metres = Math.round((habit.speed / 3.6) * (0.9 + random.fraction() * 0.2) * seconds);
  const pulse = Math.round(habit.pulse + random.fraction() * 14 - 7);
  const hasRoute = !habit.isIndoor && (habit === HIKE || random.chance(WITH_ROUTE));
  return {
    activity: habit.activity,
    at,
    seconds,
    kilometres: metres === 0 ? null : metres / 1000,
    kilocalories: Math.round((seconds / 60) * (pulse - 60) * 0.11),
    isIndoor: habit.isIndoor,
    pulse,
    timeZone: place.timeZone,
    route: hasRoute ? [...loop(place, at, seconds, metres, random)] : [],
  };
}

/** A round of a given length that begins and ends near a place. */
function* loop(
  place: PhotoPlace,
  at: number,
  seconds: number,
  metres: number,
  random: Random,
): Generator<WrittenPoint> {
  const radius = metres / (2 * Math.PI);
  const bearing = random.fraction() * 2 * Math.PI;
  const steps = Math.floor((seconds * 1000) / POINT_MS);
  const east = Math.cos((place.latitude * Math.PI) / 180) * DEGREE;
  for (let step = 0; step <= steps; step++) {
    const turn = (step / steps) * 2 * Math.PI;
    const angle = bearing + Math.PI + turn;
    const wobble = 1 + (random.fraction() - 0.5) * 0.04;
    const north = radius * (Math.cos(bearing) + wobble * Math.cos(angle));
    const right = radius * (Math.sin(bearing) + wobble * Math.sin(angle));
    yield {
      at: at + step * POINT_MS,
      latitude: place.latitude + north / DEGREE,
      longitude: place.longitude + right / east,
      altitude: place.altitude + radius * 0.05 * (1 - Math.cos(turn)),
      speed: (metres / seconds) * (0.9 + random.fraction() * 0.2),
      course: (((angle + Math.PI / 2) * 180) / Math.PI) % 360,
    };
  }
}
