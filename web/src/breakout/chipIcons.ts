/** Drawn here, not as components: a class has hundreds of people. On a canvas of 24. */
import type { Place } from './boardRules'

export const tickPath = 'M20 6 9 17l-5-5'

const clock = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7.5V12l3 2'

export const placePaths: Record<Place, string> = {
  call: 'M4 7h10a1.5 1.5 0 0 1 1.5 1.5v7A1.5 1.5 0 0 1 14 17H4a1.5 1.5 0 0 1-1.5-1.5v-7A1.5 1.5 0 0 1 4 7M15.5 11l6-3.5v9l-6-3.5',
  here: tickPath,
  coming: clock,
  plenum: clock,
  away: 'M6 12h12',
}
