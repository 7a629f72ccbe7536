/** Dragging rows by their handles, with a mouse, a pen or a finger. Every move can be made by keyboard and by buttons too. */
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { Attachment } from 'svelte/attachments';

/** The row under the pointer, and whether what is dragged would come after it. */
export interface Over {
	id: string;
	after: boolean;
}

/** Makes a handle drag its row; `row` finds it. */
export function dragHandle(id: string, dragging: (id: string | undefined) => void): Attachment<HTMLElement> {
	return (handle) =>
		draggable({
			element: handle,
			getInitialData: () => ({ slot: id }),
			onGenerateDragPreview: ({ nativeSetDragImage }) => {
				const row = handle.closest('li');
				if (row) nativeSetDragImage?.(row, 24, 24);
			},
			onDragStart: () => dragging(id),
			onDrop: () => dragging(undefined)
		});
}

/** Makes a row a place before or after which something can be dropped. */
export function dropPlace(id: string, on: { over: (over: Over | undefined) => void; drop: (dragged: string, over: Over) => void }): Attachment<HTMLElement> {
	return (element) => {
		const where = (y: number): Over => {
			const { top, height } = element.getBoundingClientRect();
			return { id, after: y > top + height / 2 };
		};
		return dropTargetForElements({
			element,
			canDrop: ({ source }) => typeof source.data['slot'] === 'string',
			onDrag: ({ location }) => on.over(where(location.current.input.clientY)),
			onDragLeave: () => on.over(undefined),
			onDrop: ({ source, location }) => {
				on.over(undefined);
				const dragged = source.data['slot'];
				if (typeof dragged === 'string') on.drop(dragged, where(location.current.input.clientY));
			}
		});
	};
}
