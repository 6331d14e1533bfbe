// The case of a kiosk. "make enclosure" writes every number that it needs into a file that includes
// this one, and makes its parts with  -D 'part="case-1"'.
//
// Case: x to the right, y up its back, z forward from its back, as it lies on a printer.
// Plate: x to the right, y down from its top edge, z into the case.

part = "scene";
shell_file = "";  // the case, made before: a picture of it is exact, and faster
$fn = 32;
over = 1;

module along(from, to) { translate([from, 0, 0]) rotate([90, 0, 90]) linear_extrude(to - from) children(); }

module on_plate() {
    c = cos(tilt); s = sin(tilt);
    multmatrix([[1, 0, 0, 0], [0, -c, -s, origin[0]], [0, s, -c, origin[1]], [0, 0, 0, 1]]) children();
}

module rounded(width, height, radius) {
    if (radius > 0) translate([radius, radius]) offset(radius) square([width - 2 * radius, height - 2 * radius]);
    else square([width, height]);
}

// --- the case ---

module walls() {
    along(0, width) difference() { polygon(profile); polygon(cavity); }
    along(0, wall) side();
    along(width - wall, width) side();
}

// A side wall, with slots for air.
module side() {
    difference() {
        polygon(profile);
        for (number = [0:4]) translate([board[1] + 4 + 9 * number, wall + 12]) square([3, 16]);
    }
}

// A post for a screw of the plate in each corner, tapering into it so that it prints without support.
module post(hole) {
    x = hole[0] < width / 2 ? 0 : width - post;
    y = hole[1] < height / 2 ? 0 : height - post;
    edge = 0.5;
    translate([x, y, 0]) hull() {
        cube([post, post, post_hole + over]);
        translate([x > 0 ? post - edge : 0, y > 0 ? post - edge : 0, 0]) cube([edge, edge, post_hole + over + 1.5 * post]);
    }
}

module column_rib(x) {
    along(x - rib_thick, x + rib_thick) difference() { polygon(profile); polygon(ribs); }
}

module row_rib(y) {
    far = 1000;
    intersection() {
        translate([0, y - rib_thick, 0]) difference() {
            cube([width, 2 * rib_thick, far]);
            translate([wall + rib, -over, wall + rib]) cube([width - 2 * (wall + rib), 2 * rib_thick + 2 * over, far]);
        }
        along(0, width) polygon(profile);
    }
}

// A bar with a tunnel for a cable tie, and the cable's way out: through the base of a case that
// hangs, through the back of one that stands.
cable_x = board[0] + board[2] / 2;
module tie() {
    translate([cable_x - cable / 2, wall + cable, wall - 0.1]) difference() {
        cube([cable, 9, 7]);
        translate([-over, 2.5, 1.5]) cube([cable + 2 * over, 4, 2.5]);
    }
}
module way_out() {
    translate([cable_x - cable / 2, -over, wall])
        if (len(keyholes) > 0) cube([cable, wall + 2 * over, 9]);
        else translate([0, over + wall, -wall - over]) cube([cable, 10, wall + 2 * over]);
}

module keyhole(at) {
    translate([at[0], at[1], -over]) linear_extrude(wall + 2 * over) {
        circle(d = key_head);
        translate([-key_slot / 2, 0]) square([key_slot, key_head]);
        translate([0, key_head]) circle(d = key_slot);
    }
}

module shell() {
    difference() {
        intersection() {
            union() {
                walls();
                intersection() {
                    on_plate() for (hole = screws) post(hole);
                    along(0, width) polygon(profile);
                }
                for (x = columns) column_rib(x);
                for (y = rows) row_rib(y);
                for (at = stand_offs) translate([at[0], at[1], wall - 0.1]) cylinder(d = 7, h = standoff + 0.1);
                tie();
            }
            on_plate() translate([0, 0, -over]) linear_extrude(1000) rounded(width, height, corner_radius);
        }
        on_plate() for (hole = screws) translate([hole[0], hole[1], -over]) cylinder(d = post_pilot, h = post_hole + over);
        for (at = stand_offs) translate([at[0], at[1], wall]) cylinder(d = pilot, h = standoff + over);
        for (x = columns) for (at = bolts)
            translate([x - rib_thick - over, at[0], at[1]]) rotate([0, 90, 0]) cylinder(d = bolt, h = 2 * rib_thick + 2 * over);
        for (y = rows) for (x = [0.15, 0.85])
            translate([x * width, y - rib_thick - over, wall + rib / 2]) rotate([-90, 0, 0]) cylinder(d = bolt, h = 2 * rib_thick + 2 * over);
        for (y = rows) for (x = [wall + rib / 2, width - wall - rib / 2])
            translate([x, y - rib_thick - over, wall + rib + 16]) rotate([-90, 0, 0]) cylinder(d = bolt, h = 2 * rib_thick + 2 * over);
        for (at = keyholes) keyhole(at);
        way_out();
    }
}

module case_piece(piece) {
    intersection() {
        shell();
        translate([piece[0], piece[2], -over]) cube([piece[1] - piece[0], piece[3] - piece[2], 1000]);
    }
}

// --- the plate, where it is printed instead of cut from a sheet ---

module face() {
    difference() {
        rounded(width, height, corner_radius);
        translate([window[0], window[1]]) rounded(window[2], window[3], window[4]);
        for (hole = drilled) translate([hole[0], hole[1]]) circle(d = hole[2]);
    }
}

// Two layers, one reaching beyond a joint, the other ending before it: a lap to glue.
module layer(piece, by) {
    left = piece[0] > 0 ? piece[0] + by : -over;
    right = piece[1] < width ? piece[1] + by : width + over;
    high = piece[2] > 0 ? piece[2] + by : -over;
    low = piece[3] < height ? piece[3] + by : height + over;
    intersection() {
        face();
        translate([left, high]) square([right - left, low - high]);
    }
}
module plate_piece(piece) {
    free = 0.1;
    linear_extrude(plate / 2 + 0.01) layer(piece, -lap / 2);
    translate([0, 0, plate / 2]) linear_extrude(plate / 2) layer(piece, lap / 2 - free);
}

// One of four clamps, lying on its side: a foot beside the display, and an arm over its edge.
module clamp_piece() {
    arm = 4; over_display = 6; beside = 0.5;
    difference() {
        linear_extrude(clamp) {
            translate([beside, 0]) square([2 * clamp_out - beside, edge + arm]);
            translate([-over_display, edge]) square([over_display + 2 * clamp_out, arm]);
        }
        translate([clamp_out, -over, clamp / 2]) rotate([-90, 0, 0]) cylinder(d = clamp_hole, h = edge + arm + 2 * over);
    }
}

// --- the picture ---

module front() {
    translate([0, 0, -plate]) {
        color([0.82, 0.82, 0.8]) linear_extrude(plate) face();
        for (number = [0 : len(buttons) - 1]) {
            button = buttons[number];
            field = fields[number];
            color(colours[number]) translate([field[0], field[1], -0.4]) linear_extrude(0.5) rounded(field[2], field[3], field[4]);
            color("white") translate([field[0] + field[2] / 2, field[1], -0.6]) linear_extrude(0.4) {
                translate([0, 5.2]) scale(6.6 / 100) for (one = shapes[number]) {
                    if (one[1] == 0) polygon(one[0]);
                    else for (step = [1 : len(one[0]) - 1]) hull() for (at = [one[0][step - 1], one[0][step]]) translate(at) circle(d = one[1], $fn = 12);
                }
                translate([0, field[3] - 2.6]) mirror([0, 1]) text(labels[number], size = min(3.6, 1.5 * field[2] / len(labels[number])), halign = "center", font = "Atkinson Hyperlegible,Noto Sans SC:style=Bold");
            }
            translate([button[0], button[1]]) {
                color([0.2, 0.2, 0.22]) translate([0, 0, -3]) cylinder(d1 = button[3] - 2, d2 = button[3], h = 3, $fn = 72);
                color(colours[number]) translate([0, 0, -6]) cylinder(d1 = button[2] - 5, d2 = button[2] - 3, h = 6, $fn = 72);
            }
        }
        color([0.35, 0.35, 0.38]) for (dot = dots) translate([dot[0], dot[1], -1]) cylinder(d1 = dot[2] - 1, d2 = dot[2], h = 1);
        color([0.6, 0.6, 0.62]) for (hole = screws) translate([hole[0], hole[1], -1.2]) cylinder(d1 = 6, d2 = 7.5, h = 1.3);
        color([0.6, 0.6, 0.62]) for (hole = clamps) translate([hole[0], hole[1], -1]) cylinder(d1 = 4.5, d2 = 5.5, h = 1.1);
    }
    color([0.08, 0.08, 0.09]) translate([outline[0], outline[1], 0.6]) cube([outline[2], outline[3], depth]);
    lit();
}

// What lights up, in a colour that the picture of a page takes the place of.
module lit() {
    color([1, 0, 1]) translate([window[0] + (window[2] - active[0]) / 2, window[1] + (window[3] - active[1]) / 2, 0.3]) cube([active[0], active[1], 0.5]);
}

module inner() {
    color([0.1, 0.45, 0.2]) translate([board[0], board[1], wall + standoff]) cube([board[2], board[3], 1.4]);
}

module behind() {
    color([0.74, 0.76, 0.8]) if (shell_file == "") shell(); else import(shell_file);
    inner();
}

// The pictures show it as it stands or hangs: its back upright.
if (part == "scene") rotate([90, 0, 0]) { behind(); on_plate() front(); }
else if (part == "open") rotate([90, 0, 0]) behind();
else if (part == "lit") rotate([90, 0, 0]) on_plate() lit();
else if (part == "shell") shell();
else if (part == "clamp") clamp_piece();
else {
    for (number = [0 : len(cases) - 1]) if (part == str("case-", number + 1)) case_piece(cases[number]);
    for (number = [0 : len(plates) - 1]) if (part == str("plate-", number + 1)) plate_piece(plates[number]);
}
