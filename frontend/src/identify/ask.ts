/** Answers the state's question from the server; a new question drops the one before. */
import type { Box, Layer } from '../api/catalogue';
import { type Answer, type Feature, fetchFeature, type Geometry, identify } from '../api/identify';
import { ApiError, isAbort } from '../api/json';
import type { Context } from '../app/context';
import type { FeatureAddress, PortalState, Question } from '../app/state';
import { nominalDenominator } from '../map/scale';
import { askedLayers } from './asked';

const NOTHING: Answer = { layers: [], states: {} };

export function answerQuestions(context: Context, signal: AbortSignal): void {
  let asking = new AbortController();
  context.store.watch(
    (state) => state.question,
    (question) => {
      asking.abort();
      asking = new AbortController();
      if (question) void answer(context, question, asking.signal);
    },
    signal,
  );
}

async function answer(context: Context, question: Question, signal: AbortSignal): Promise<void> {
  const { store } = context;
  const mark = question.kind === 'point' ? question.point : null;
  store.update({ answer: { status: 'loading' }, mark });
  try {
    store.update(
      question.kind === 'point'
        ? await atPoint(context, question, signal)
        : await ofFeature(context, question, signal),
    );
  } catch (error) {
    if (isAbort(error)) return;
    const failure = error instanceof ApiError ? error.kind : 'server';
    store.update({ answer: { status: 'failed', failure }, selection: null });
  }
}

async function atPoint(
  { store, catalogue }: Context,
  { point, toleranceM }: Question & { kind: 'point' },
  signal: AbortSignal,
): Promise<Partial<PortalState>> {
  const { grid, view } = store.state;
  const denominator = nominalDenominator(catalogue.grids[grid], view?.zoom ?? 0);
  const asked = askedLayers(catalogue.layers, store.state.layers, denominator);
  const found = asked.length > 0 ? await identify(point, asked, toleranceM, signal) : NOTHING;
  const layers = found.layers.filter((layer) => layer.features.length > 0);
  const answer = { layers, states: found.states };
  return { answer: { status: 'filled', answer }, selection: first(answer) };
}

async function ofFeature(
  { layerById }: Context,
  { feature: address, move }: Question & { kind: 'feature' },
  signal: AbortSignal,
): Promise<Partial<PortalState>> {
  const layer = layerById.get(address.layer);
  if (!layer?.collection) throw new ApiError('missing', `${address.layer} has no features`);
  const feature = await fetchFeature(layer.collection, address.id, signal);
  const box = move ? boxOf(feature) : null;
  return {
    answer: { status: 'filled', answer: { layers: [answerOf(layer, feature)], states: {} } },
    selection: { layer: layer.id, id: feature.id },
    ...(box && { target: { box } }),
  };
}

function answerOf(layer: Layer, feature: Feature): Answer['layers'][number] {
  const { id, title, provider, attribution, data_date } = layer;
  const told = { id, title, provider, attribution, data_date, state: null };
  return { ...told, features: [feature], truncated: false };
}

function first({ layers }: Answer): FeatureAddress | null {
  const [layer] = layers;
  const feature = layer?.features[0];
  return layer && feature ? { layer: layer.id, id: feature.id } : null;
}

function boxOf({ geometry }: Feature): Box | null {
  const positions = geometry ? flatten(geometry.coordinates) : [];
  const east = positions.map((position) => position[0] ?? Number.NaN);
  const north = positions.map((position) => position[1] ?? Number.NaN);
  if (positions.length === 0) return null;
  const lowest = (values: number[]): number => values.reduce((a, b) => Math.min(a, b));
  const highest = (values: number[]): number => values.reduce((a, b) => Math.max(a, b));
  return [lowest(east), lowest(north), highest(east), highest(north)];
}

function flatten(coordinates: Geometry['coordinates'] | number[]): number[][] {
  if (typeof coordinates[0] === 'number') return [coordinates as number[]];
  return (coordinates as number[][]).flatMap((part) => flatten(part));
}
