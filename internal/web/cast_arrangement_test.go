package web_test

import "lingping/internal/domain/access"

// arrangementKind is the plan of a general branch; outside, that of another.
var arrangementKind = kind{stages: []access.Stage{access.Launched, access.Ended}, base: access.Launched, cast: append(everybody(0),
	casting{relation: access.ReviewedSide, who: "li", holds: always(member | access.ReviewedSide), beyond: member},
	casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
	casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})}
