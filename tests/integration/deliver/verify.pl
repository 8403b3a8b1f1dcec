# Debian's Mail::DKIM judges the mail on stdin; prints a line "SELECTOR ALGORITHM RESULT" for
# each signature. Arguments: a record's name, then its strings; "--" before the next record.
use strict;
use warnings;
use Mail::DKIM::DNS;
use Mail::DKIM::Verifier;
use Net::DNS;

my (%zone, $name);
for my $word (@ARGV) {
    if ($word eq "--") { undef $name }
    elsif (!defined $name) { $name = $word }
    else { push @{ $zone{$name} }, $word }
}

no warnings "redefine";
*Mail::DKIM::DNS::query = sub {
    my ($domain) = @_;
    my $strings = $zone{$domain} or return;
    return Net::DNS::RR->new(owner => $domain, type => "TXT", txtdata => $strings);
};

binmode STDIN;
my $verifier = Mail::DKIM::Verifier->new;
$verifier->PRINT($_) while <STDIN>;
$verifier->CLOSE;
for my $signature ($verifier->signatures) {
    print join(" ", $signature->selector, $signature->algorithm, $signature->result_detail), "\n";
}
