package demo

import (
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
)

// fieldwork sends leaders and secretaries of general branches into the units that they review 〔四(二)〕, a few days before
// they do; in the running round some have not gone yet.
func (h *half) fieldwork() ([]task, error) {
	return each(h.part, func(h *half, in *batch) error {
		if in.persons[0] != 0 || h.far(in) == untouched && h.rolls("去没去", in.unitName, in.ownerName).IntN(2) == 0 {
			return nil
		}
		return h.visit(in)
	}), nil
}

// visit keeps what a reviewer saw and heard in one unit.
func (h *half) visit(in *batch) error {
	rng, words := h.rolls("调研", in.unitName, in.ownerName), h.writes("调研", in.unitName, in.ownerName)
	known := about{unit: in.unitName}
	evening := h.eve(in, rng)
	record := dossier.Fieldwork{Round: h.id, Units: []dossier.Seen{{Unit: in.unit}},
		Kind: pick(rng, dossier.FieldworkKinds()), Day: org.DateOf(evening), Place: words.fill(known, "{place}"),
		Met: words.say(known, "fieldwork.met"), Members: between(rng, 3, 12), Masses: between(rng, 2, 9)}
	most := map[dossier.FindingKind]int{dossier.Problem: between(rng, 1, 3), dossier.Strength: 1, dossier.Difficulty: rng.IntN(2),
		dossier.Remark: rng.IntN(2)}
	for _, kind := range dossier.FindingKinds() {
		for _, text := range words.several(known, "fieldwork."+string(kind), most[kind]) {
			record.Findings = append(record.Findings, dossier.Finding{Kind: kind, Text: text})
		}
	}

	_, err := h.at(evening).OpenFieldwork(h.ctx, h.actor(in.owner, in.ownerName), record)
	return err
}
