/** Whether somebody asked for the picture behind the map: once is enough until the page is loaded anew. Nothing is kept. */
export const asked = $state({ tiles: false });
