/** How much of what there is room for is taken: a small bar beside its figures. Beyond the room it is full, and stands out. */
export const Meter = ({ taken, room, label }: { taken: number; room: number; label: string }) => {
  const share = room > 0 ? Math.min(1, taken / room) : taken > 0 ? 1 : 0;
  return (
    <span class="meter">
      <svg width="4.5em" height="0.6em" aria-hidden="true" focusable="false">
        <rect width="100%" height="100%" rx="0.3em" class="bar-ground" />
        {share > 0 ? (
          <rect
            width={`${Math.round(share * 100)}%`}
            height="100%"
            rx="0.3em"
            class={taken >= room ? 'tone-alert' : 'tone-first'}
          />
        ) : null}
      </svg>
      {label}
    </span>
  );
};
