import { api } from '$lib/api/client';
import { unwrap } from '$lib/api/problem';
import { Resource } from '$lib/api/resource.svelte';
import type { Place, Places } from '$lib/api/types';
import type { Point } from '$lib/text/point';

/** Where all proposals of a process would be. */
export function placesOf(process: () => string): Resource<Places> {
	return new Resource(() => unwrap(api.GET('/processes/{process}/places', { params: { path: { process: process() } } })));
}

/** The point of a place that has one. */
export function pointOf({ latitude, longitude }: Place): Point | undefined {
	return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}
