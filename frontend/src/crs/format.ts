/** Writes a place as people copy it: S-JTSK in both usual forms, WGS 84 in both usual forms. */
import type { Language, Position } from '../api/catalogue';
import type { Projections } from './projections';

/** krovak = EPSG:5514 (E, N negative); positive = EPSG:5513 (Y, X); wgs84, dms = EPSG:4326. */
export type CoordinateForm = 'krovak' | 'positive' | 'wgs84' | 'dms';

export const COORDINATE_FORMS: readonly CoordinateForm[] = ['krovak', 'positive', 'wgs84', 'dms'];

/** Decimal digits of metres on screen; the data are never better than a centimetre. */
const METRE_DIGITS = 2;
const DEGREE_DIGITS = 7;

/** The text to read and to copy for a position in EPSG:5514. */
export function formatCoordinates(
  position: Position,
  form: CoordinateForm,
  projections: Projections,
  language: Language,
): string {
  if (form === 'krovak') return metres('E', position[0], 'N', position[1]);
  if (form === 'positive') return metres('Y', -position[0], 'X', -position[1]);
  const [longitude, latitude] = projections.toWgs84(position);
  const [north, east] = HEMISPHERES[language];
  if (form === 'dms') return `${degrees(latitude)} ${north}, ${degrees(longitude)} ${east}`;
  return `${latitude.toFixed(DEGREE_DIGITS)}, ${longitude.toFixed(DEGREE_DIGITS)}`;
}

const HEMISPHERES: Record<Language, [string, string]> = { cs: ['s. š.', 'v. d.'], en: ['N', 'E'] };

function metres(firstAxis: string, first: number, secondAxis: string, second: number): string {
  const write = (value: number): string => value.toFixed(METRE_DIGITS).replace('-', '−');
  return `${firstAxis} ${write(first)}, ${secondAxis} ${write(second)}`;
}

/** 50.766 → 50° 45′ 57.60″; sixty seconds are carried over. */
function degrees(value: number): string {
  const hundredths = Math.round(Math.abs(value) * 360_000);
  const whole = Math.floor(hundredths / 360_000);
  const minutes = Math.floor((hundredths % 360_000) / 6_000);
  const seconds = ((hundredths % 6_000) / 100).toFixed(2).padStart(5, '0');
  return `${value < 0 ? '−' : ''}${whole}° ${String(minutes).padStart(2, '0')}′ ${seconds}″`;
}
