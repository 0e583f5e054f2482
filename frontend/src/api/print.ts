/** Prints as the server offers and makes them. */
import type { FeatureCollection } from 'geojson';
import type { Box, Language, Position } from './catalogue';
import { getJson, postForFile, postJson } from './json';

export type Paper = 'A4' | 'A3' | 'A2' | 'A1';
export type Orientation = 'portrait' | 'landscape';

export interface SheetLayout {
  paper: Paper;
  orientation: Orientation;
  legend: boolean;
  size_mm: [number, number];
  map_mm: { left: number; top: number; width: number; height: number };
  dpi: number;
}

export interface PrintOffer {
  layouts: SheetLayout[];
  scales: number[];
  limits: { sheets: number; title: number; note: number };
}

export interface PrintSeries {
  over: 'parcels' | 'extent' | 'municipality';
  codes?: number[];
  extent?: Box;
}

export interface PrintOrder {
  paper: Paper;
  orientation: Orientation;
  scale?: number;
  center?: Position;
  /** From the lowest up. */
  layers: { id: string; style?: string; opacity: number }[];
  title: string;
  note: string;
  grid: boolean;
  legend: boolean;
  series?: PrintSeries;
  /** Drawn over the map; read are `label` and `color` of their properties. */
  drawings?: FeatureCollection;
  drawings_crs?: number;
}

export interface PrintedSeries {
  id: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  reason: string;
  sheets: number;
  done: number;
  total: number | null;
  missing_layers: string[];
}

export function fetchPrintOffer(signal: AbortSignal): Promise<PrintOffer> {
  return getJson<PrintOffer>('/api/print', signal);
}

/** The PDF of one sheet. */
export function printSheet(
  order: PrintOrder,
  language: Language,
  signal: AbortSignal,
): Promise<Blob> {
  return postForFile(`/api/print?lang=${language}`, body(order), signal);
}

/** A series is made by a job: ask for its state again and again. */
export function printSeries(
  order: PrintOrder,
  language: Language,
  signal: AbortSignal,
): Promise<PrintedSeries> {
  return postJson<PrintedSeries>(`/api/print?lang=${language}`, body(order), signal);
}

export function fetchPrintedSeries(id: string, signal: AbortSignal): Promise<PrintedSeries> {
  return getJson<PrintedSeries>(`/api/print/series/${id}`, signal);
}

export function cancelPrintedSeries(id: string, signal: AbortSignal): Promise<PrintedSeries> {
  return postJson<PrintedSeries>(`/api/print/series/${id}/cancel`, body({}), signal);
}

export function printedFile(id: string): string {
  return `/api/print/series/${id}/pdf`;
}

function body(document: object): Blob {
  return new Blob([JSON.stringify(document)], { type: 'application/json' });
}
