import type { Map as LeafletMap, Marker, TileLayer } from 'leaflet';
import { degreesOf, pointAt, type Point } from '$lib/text/point';
import { digitsOf, linesBetween, metresAPixel, scaleOf, stepOf } from './graticule';

/** Something that stands at a point. All of it is told in words beside the map as well. */
export interface Mark {
	id: string;
	point: Point;
	/** Written beside it, to know one's way by. */
	label?: string;
	/** Stands in it, as before its line in the list beside the map. */
	number?: string;
	/** The page of it. */
	href?: string;
}

/** A line of degrees, and how far from the left or the upper side it is, in pixels. */
interface Line {
	degrees: number;
	at: number;
}

/** What is drawn around the ground, wherever it was moved to. */
export interface View {
	centre: Point;
	meridians: Line[];
	parallels: Line[];
	/** How many digits tell two lines apart. */
	digits: number;
	scale: { metres: number; pixels: number };
}

const nearest = 19;
const enough = 15; // to see what is around a single place
const farthest = 1;
const scaleRoom = 110;

/** What Leaflet does for us: the ground that is moved and made larger. It is loaded when a map is opened. */
export async function openMap(element: HTMLElement, onmove: (view: View) => void, onpress: (point: Point) => void): Promise<Ground> {
	const [leaflet] = await Promise.all([import('leaflet/dist/leaflet-src.esm.js'), import('leaflet/dist/leaflet.css')]);
	return new Ground(leaflet, element, onmove, onpress);
}

export class Ground {
	readonly #map: LeafletMap;
	#marks: Marker[] = [];
	#tiles: TileLayer | undefined;

	constructor(
		private readonly leaflet: typeof import('leaflet'),
		element: HTMLElement,
		onmove: (view: View) => void,
		onpress: (point: Point) => void
	) {
		const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
		this.#map = leaflet.map(element, {
			attributionControl: false,
			zoomControl: false,
			keyboard: false,
			scrollWheelZoom: false, // the page scrolls under the hand until somebody is at work on the map
			zoomAnimation: false,
			inertia: !still,
			worldCopyJump: true,
			maxBounds: [[-85.05, -1080], [85.05, 1080]],
			maxBoundsViscosity: 1,
			minZoom: farthest,
			maxZoom: nearest
		});
		this.#map.getPane('markerPane')?.setAttribute('aria-hidden', 'true');
		this.#map.on('move zoom resize', () => onmove(this.#view()));
		this.#map.on('click', ({ latlng }) => onpress(pointAt(latlng.lat, latlng.lng)));
		this.#map.on('focus mousedown', () => this.#map.scrollWheelZoom.enable());
		this.#map.on('mouseout', () => this.#map.scrollWheelZoom.disable());
	}

	/** Shows all of these; where there are none, most of the earth. */
	show(points: Point[]): void {
		const places = points.map(degreesOf);
		if (places.length > 0) this.#map.fitBounds(places, { maxZoom: enough, paddingTopLeft: [30, 60], paddingBottomRight: [76, 30], animate: false });
		else this.#map.setView([20, 0], farthest, { animate: false });
	}

	/** Goes to a point, if it is not in sight. */
	goTo(point: Point): void {
		const at = degreesOf(point);
		if (!this.#map.getBounds().pad(-0.1).contains(at)) this.#map.setView(at, Math.max(this.#map.getZoom(), 12), { animate: false });
	}

	draw(marks: Mark[], chosen?: Point): void {
		for (const mark of this.#marks) mark.remove();
		this.#marks = marks.map((mark) => this.#mark(mark.point, drawn(mark), mark.number ? 'pin' : 'dot'));
		if (chosen) this.#marks.push(this.#mark(chosen, drawn({}), 'pin'));
	}

	#mark(point: Point, html: HTMLElement, kind: 'pin' | 'dot'): Marker {
		const anchor: [number, number] = kind === 'pin' ? [22, 42] : [22, 22];
		const icon = this.leaflet.divIcon({ className: `mark ${kind}`, html, iconSize: [44, 44], iconAnchor: anchor });
		return this.leaflet.marker(degreesOf(point), { icon, interactive: false, keyboard: false }).addTo(this.#map);
	}

	/** Asks the server of the tiles for what is in sight, from now on. */
	showTiles(template: string): void {
		this.#tiles ??= this.leaflet.tileLayer(template, { maxZoom: nearest }).addTo(this.#map);
	}

	pan(right: number, down: number): void {
		this.#map.panBy([right, down], { animate: false });
	}

	zoom(by: number): void {
		this.#map.setZoom(this.#map.getZoom() + by, { animate: false });
	}

	get centre(): Point {
		const { lat, lng } = this.#map.getCenter();
		return pointAt(lat, lng);
	}

	close(): void {
		this.#map.remove();
	}

	#view(): View {
		const map = this.#map;
		const { x: width } = map.getSize();
		const bounds = map.getBounds();
		const [west, east] = [bounds.getWest(), bounds.getEast()];
		const step = stepOf(((east - west) / Math.max(width, 1)) * Math.max(width, 480));
		const zoom = map.getZoom();
		return {
			centre: this.centre,
			meridians: linesBetween(west, east, step).map((degrees) => ({ degrees, at: map.latLngToContainerPoint([0, degrees]).x })),
			parallels: linesBetween(Math.max(bounds.getSouth(), -85), Math.min(bounds.getNorth(), 85), step).map((degrees) => ({
				degrees,
				at: map.latLngToContainerPoint([degrees, west]).y
			})),
			digits: digitsOf(step),
			scale: scaleOf(metresAPixel(map.getCenter().lat, zoom), scaleRoom)
		};
	}
}

/** How something is drawn at its point: with its number, or with its name beside it. */
function drawn({ number, label, href }: Partial<Mark>): HTMLElement {
	const mark = document.createElement(href ? 'a' : 'span');
	if (href) {
		mark.setAttribute('href', href);
		mark.setAttribute('draggable', 'false');
		mark.tabIndex = -1; // the list beside the map leads there by keyboard
		if (label) mark.title = label;
	}
	const sign = document.createElement('span');
	sign.className = 'sign';
	sign.textContent = number ?? '';
	mark.append(sign);
	if (label && !number) {
		const name = document.createElement('span');
		name.className = 'name';
		name.dir = 'auto';
		name.textContent = label;
		mark.append(name);
	}
	return mark;
}
