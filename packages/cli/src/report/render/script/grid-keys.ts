/** Arrow keys in tables of counts. */
export const GRID_KEYS = `
// In a grid the arrow keys go from count to count.
for (const table of document.querySelectorAll('table.grid')) {
  table.addEventListener('keydown', (event) => {
    const cell = event.target.closest('td');
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!cell || !step) return;
    let row = cell.parentElement.rowIndex, column = cell.cellIndex;
    for (;;) {
      row += step[0];
      column += step[1];
      const next = table.rows[row] && table.rows[row].cells[column];
      if (!next) return;
      const link = next.querySelector('a');
      if (!link) continue;
      event.preventDefault();
      link.focus();
      return;
    }
  });
}
`;
