/** The steps at which lines of degrees are drawn, the widest first. */
const steps = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001];

/** About so many lines cross a map from side to side. */
const wanted = 4;

/** How many degrees lie between two lines where the map shows so many from side to side. */
export function stepOf(span: number): number {
	return steps.findLast((step) => step >= span / wanted) ?? 30;
}

/** The degrees at which lines are drawn between two. */
export function linesBetween(from: number, to: number, step: number): number[] {
	const lines = [];
	for (let place = Math.ceil(from / step); place * step <= to; place++) lines.push(rounded(place * step));
	return lines;
}

/** Without the error of binary fractions. */
function rounded(degrees: number): number {
	return Math.round(degrees * 10_000) / 10_000 || 0;
}

/** How many digits after the point tell lines at that step apart. */
export function digitsOf(step: number): number {
	return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}

/** Around the equator, in metres, as the projection of maps on screens has it. */
const equator = 40_075_016.686;

/** The width of one pixel on the ground, in metres, by the latitude and how near one is. */
export function metresAPixel(latitude: number, zoom: number): number {
	return (equator * Math.cos((latitude * Math.PI) / 180)) / (256 * 2 ** zoom);
}

/** The longest round length that has room: its metres, and how many pixels it takes. */
export function scaleOf(metres: number, room: number): { metres: number; pixels: number } {
	const most = metres * room;
	const power = 10 ** Math.floor(Math.log10(most));
	const round = [5, 2, 1].find((digit) => digit * power <= most) ?? 1;
	return { metres: round * power, pixels: (round * power) / metres };
}
